import type { ReactNode } from 'react';
import { dockWords, faultWords } from './dock-words.ts';

/** The pieces of which the sections of the drawer are made. */
export const Section = ({ name, children }: { readonly name: string; readonly children: ReactNode }) => (
  <section className="dock-section">
    <h2>{name}</h2>
    {children}
  </section>
);

interface PickProps {
  readonly on: boolean;
  readonly onPick: () => void;
  readonly children: ReactNode;
}
export const Pick = ({ on, onPick, children }: PickProps) => (
  <button type="button" className="dock-pick" aria-pressed={on} onClick={onPick}>
    {children}
  </button>
);

interface FaultsProps {
  readonly faults: readonly string[];
  readonly fault: string | null;
  readonly onFault: (fault: string | null) => void;
}
export const Faults = ({ faults, fault, onFault }: FaultsProps) => (
  <div className="dock-picks">
    <Pick on={fault === null} onPick={() => onFault(null)}>
      {dockWords.none}
    </Pick>
    {faults.map((one) => (
      <Pick key={one} on={fault === one} onPick={() => onFault(one)}>
        {faultWords(one)}
      </Pick>
    ))}
  </div>
);

export const Plug = ({
  plugged,
  onPlug,
}: {
  readonly plugged: boolean;
  readonly onPlug: (to: boolean) => void;
}) => (
  <div className="dock-plug">
    <span data-plugged={plugged}>{plugged ? dockWords.plugged : dockWords.unplugged}</span>
    <button type="button" className="dock-pick" onClick={() => onPlug(!plugged)}>
      {plugged ? dockWords.unplug : dockWords.plug}
    </button>
  </div>
);

interface CardsProps {
  readonly cards: readonly { readonly id: string; readonly label: string; readonly note: string }[];
  readonly placedId: string | null;
  readonly onPlace: (cardId: string) => void;
  readonly onRemove: () => void;
  /** Which cards these are, for tests: the two lists hold cards of the same people. */
  readonly kind: 'card' | 'social-card';
  /** Name of the key that takes the card away, for tests. */
  readonly removeName: string;
  readonly removeWords: string;
}

/** Cards that can be laid down and taken away; the one that lies there is taken away by touching it again. */
export const Cards = ({ kind, cards, placedId, onPlace, onRemove, removeName, removeWords }: CardsProps) => (
  <>
    <ul className="dock-cards">
      {cards.map((card) => (
        <li key={card.id}>
          <button
            type="button"
            className="dock-card"
            {...{ [`data-${kind}`]: card.id }}
            aria-pressed={placedId === card.id}
            onClick={() => (placedId === card.id ? onRemove() : onPlace(card.id))}
          >
            <b>{card.label}</b>
            <span>{card.note}</span>
          </button>
        </li>
      ))}
    </ul>
    {placedId !== null && (
      <button
        type="button"
        className="dock-pick dock-strong"
        data-dock={removeName}
        onClick={() => onRemove()}
      >
        {removeWords}
      </button>
    )}
  </>
);
