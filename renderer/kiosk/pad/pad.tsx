import type { PadKey } from '../../../main/contract/activation.ts';
import { label } from '../../../main/contract/texts/labels.ts';
import { Key } from '../touch/key.tsx';

/** Places of the pad by name: what stands in the page beside the legends holds no digit. */
const places = {
  one: '1',
  two: '2',
  three: '3',
  four: '4',
  five: '5',
  six: '6',
  seven: '7',
  eight: '8',
  nine: '9',
  erase: 'erase',
  zero: '0',
  clear: 'clear',
} as const satisfies Record<string, PadKey>;
type Place = keyof typeof places;

const legend = (key: PadKey): string => (key === 'erase' || key === 'clear' ? label(`pad.${key}`) : key);

/**
 * The number pad. A key shows that it is pressed while the finger is on it and not a moment longer; nothing of what was
 * pressed stays in the page, not even the focus.
 */
export const Pad = ({ onKey }: { readonly onKey: (key: PadKey) => void }) => (
  // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be a grid of keys
  <div className="pad" role="group" aria-label={label('pad.name')}>
    {(Object.keys(places) as Place[]).map((place) => (
      <span key={place} className={`pad-place pad-${place}`} style={{ gridArea: place }}>
        <Key id={`pad.${place}`} tone="pad" traceless onTap={() => onKey(places[place])}>
          {legend(places[place])}
        </Key>
      </span>
    ))}
  </div>
);
