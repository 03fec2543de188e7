import type { ActivationItems, ItemState } from '../../../main/contract/activation.ts';
import type { LabelId } from '../../../main/contract/texts/labels.ts';
import { label } from '../../../main/contract/texts/labels.ts';
import { ItemIcon } from './item-icon.tsx';

const stateWords = (outcome: ItemState): LabelId =>
  outcome.state === 'done' && outcome.before ? 'item.state.doneBefore' : `item.state.${outcome.state}`;

/** Why it is not done and who goes on, in one sentence; null where nothing more is to be said. */
const reasonWords = (outcome: ItemState): LabelId | null => {
  if (outcome.state === 'refused') return `refusal.${outcome.reason}`;
  if (outcome.state === 'unknown') return 'item.next.unknown';
  if (outcome.state === 'notTried') return 'item.next.notTried';
  return null;
};

interface ItemListProps {
  readonly items: ActivationItems;
  /** With the reason and who goes on (result); without, only where each item stands. */
  readonly reasons?: boolean;
}

/** What is done and what is not, item by item: a sign, the item, and its state in words. */
export const ItemList = ({ items, reasons = false }: ItemListProps) => (
  <ul className="items">
    {items.map(({ item, outcome }) => {
      const reason = reasons ? reasonWords(outcome) : null;
      return (
        <li key={item} data-item={item} data-state={outcome.state}>
          <ItemIcon state={outcome.state} />
          <span className="item-name">{label(`item.${item}`)}</span>
          <span className="item-state">{label(stateWords(outcome))}</span>
          {reason !== null && <span className="item-reason">{label(reason)}</span>}
        </li>
      );
    })}
  </ul>
);
