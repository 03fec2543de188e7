import type { ActivationItem, ActivationItems, ItemState } from '../../../main/contract/activation.ts';
import type { Outcome } from '../../../main/contract/snapshot.ts';
import type { LabelId } from '../../../main/contract/texts/labels.ts';
import { alsoRows } from './also-row.ts';
import { Rows } from './rows.tsx';

/** Nobody will answer for a chip: what became of its password is looked up at a window. */
const chipUnknown = (item: ActivationItem, outcome: ItemState): boolean =>
  item === 'cardPin' && outcome.state === 'unknown';

const stateWords = (item: ActivationItem, outcome: ItemState): LabelId => {
  if (chipUnknown(item, outcome)) return 'item.state.unknown.cardPin';
  return outcome.state === 'done' && outcome.before ? 'item.state.doneBefore' : `item.state.${outcome.state}`;
};

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
  /** The pension of this year, where it was certified on the way. */
  readonly also?: Outcome | null;
}

/** What is done and what is not, item by item. */
export const ItemList = ({ items, reasons = false, also = null }: ItemListProps) => (
  <Rows
    rows={[
      ...items.map(({ item, outcome }) => ({
        id: item,
        state: outcome.state,
        name: `item.${item}` as const,
        words: stateWords(item, outcome),
        reason: reasons ? reasonWords(item, outcome) : null,
      })),
      ...alsoRows(also),
    ]}
  />
);
