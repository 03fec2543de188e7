import type { ActivationItem, ActivationItems, ItemState } from '../../../main/contract/activation.ts';
import type { LabelId } from '../../../main/contract/texts/labels.ts';
import { label } from '../../../main/contract/texts/labels.ts';
import { ItemIcon } from './item-icon.tsx';

/** Nobody will answer for a chip: what became of its password is looked up at a window. */
const chipUnknown = (item: ActivationItem, outcome: ItemState): boolean =>
  item === 'cardPin' && outcome.state === 'unknown';

const stateWords = (item: ActivationItem, outcome: ItemState): LabelId => {
  if (chipUnknown(item, outcome)) return 'item.state.unknown.cardPin';
  return outcome.state === 'done' && outcome.before ? 'item.state.doneBefore' : `item.state.${outcome.state}`;
};

/** Why it is not done and who goes on, in one sentence; null where nothing more is to be said. */
const reasonWords = (item: ActivationItem, outcome: ItemState): LabelId | null => {
  if (chipUnknown(item, outcome)) return 'item.next.unknown.cardPin';
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
      const reason = reasons ? reasonWords(item, outcome) : null;
      return (
        <li key={item} data-item={item} data-state={outcome.state}>
          <ItemIcon state={outcome.state} />
          <span className="item-name">{label(`item.${item}`)}</span>
          <span className="item-state">{label(stateWords(item, outcome))}</span>
          {reason !== null && <span className="item-reason">{label(reason)}</span>}
        </li>
      );
    })}
  </ul>
);
