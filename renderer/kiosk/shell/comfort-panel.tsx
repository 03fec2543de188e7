import type { ReactNode } from 'react';
import type { ComfortSettings } from '../../../main/contract/settings.ts';
import { label } from '../../../main/contract/texts/labels.ts';
import { Key } from '../touch/key.tsx';

interface ComfortPanelProps {
  readonly comfort: ComfortSettings;
  readonly onChange: (change: Partial<ComfortSettings>) => void;
}

const Row = ({ name, children }: { readonly name: string; readonly children: ReactNode }) => (
  // biome-ignore lint/a11y/useSemanticElements: a fieldset's legend cannot stand beside its fields in a grid
  <div className="comfort-row" role="group" aria-label={name}>
    <span className="comfort-name">{name}</span>
    {children}
  </div>
);

/**
 * How to see and hear better. Each touch shows at once; everything goes back when the visit ends. The key of the bar that
 * opened it closes it, so that the rows have the room and help stays where it is.
 */
export const ComfortPanel = ({ comfort, onChange }: ComfortPanelProps) => {
  const choice = (id: string, chosen: boolean, change: Partial<ComfortSettings>, words: string) => (
    <Key id={`comfort.${id}`} tone="choice" chosen={chosen} onTap={() => onChange(change)}>
      {words}
    </Key>
  );
  const volume = (step: number) => Math.min(5, Math.max(1, comfort.volume + step));
  return (
    <main className="stage comfort" data-step="comfort">
      <h1 className="caption comfort-title">{label('comfort.title')}</h1>
      <div className="comfort-rows">
        <Row name={label('comfort.textSize')}>
          {(['large', 'larger', 'largest'] as const).map((size) => (
            <span key={size} className="comfort-choice">
              {choice(size, comfort.textSize === size, { textSize: size }, label(`comfort.textSize.${size}`))}
            </span>
          ))}
        </Row>
        <Row name={label('comfort.contrast')}>
          {(['normal', 'high'] as const).map((contrast) => (
            <span key={contrast} className="comfort-choice">
              {choice(
                contrast,
                comfort.contrast === contrast,
                { contrast },
                label(`comfort.contrast.${contrast}`),
              )}
            </span>
          ))}
        </Row>
        <Row name={label('comfort.voice')}>
          {(['on', 'off'] as const).map((voice) => (
            <span key={voice} className="comfort-choice">
              {choice(voice, comfort.voice === voice, { voice }, label(`comfort.voice.${voice}`))}
            </span>
          ))}
        </Row>
        <Row name={label('comfort.voiceRate')}>
          {(['slow', 'normal', 'fast'] as const).map((voiceRate) => (
            <span key={voiceRate} className="comfort-choice">
              {choice(
                `rate.${voiceRate}`,
                comfort.voiceRate === voiceRate,
                { voiceRate },
                label(`comfort.voiceRate.${voiceRate}`),
              )}
            </span>
          ))}
        </Row>
        <Row name={label('comfort.volume')}>
          <span className="comfort-choice">
            <Key id="comfort.softer" tone="choice" onTap={() => onChange({ volume: volume(-1) })}>
              {label('comfort.volume.softer')}
            </Key>
          </span>
          <span className="comfort-level digits" role="img" aria-label={`${comfort.volume}`}>
            {[1, 2, 3, 4, 5].map((step) => (
              <i key={step} data-on={step <= comfort.volume} />
            ))}
          </span>
          <span className="comfort-choice">
            <Key id="comfort.louder" tone="choice" onTap={() => onChange({ volume: volume(1) })}>
              {label('comfort.volume.louder')}
            </Key>
          </span>
        </Row>
        <Row name={label('comfort.lowMode')}>
          {([false, true] as const).map((lowMode) => (
            <span key={String(lowMode)} className="comfort-choice">
              {choice(
                `low.${lowMode}`,
                comfort.lowMode === lowMode,
                { lowMode },
                label(lowMode ? 'comfort.lowMode.on' : 'comfort.lowMode.off'),
              )}
            </span>
          ))}
        </Row>
      </div>
    </main>
  );
};
