import { label } from '../../../main/contract/texts/labels.ts';
import { ShieldArt } from '../art/activation.tsx';

const places = [1, 2, 3, 4, 5, 6];

/** How many digits of a password there are, and the hand that covers the keys. Which digits nobody learns. */
export const PinDots = ({ count, shield }: { readonly count: number; readonly shield: boolean }) => (
  <div className="pin-entry">
    {shield && (
      <span className="pin-shield">
        <ShieldArt />
      </span>
    )}
    <span className="pin-dots" role="img" aria-label={label('pin.count', { count: String(count) })}>
      {places.map((place) => (
        <i key={place} data-on={place <= count} />
      ))}
    </span>
  </div>
);
