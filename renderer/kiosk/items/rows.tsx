import type { ItemState } from '../../../main/contract/activation.ts';
import type { LabelId } from '../../../main/contract/texts/labels.ts';
import { label } from '../../../main/contract/texts/labels.ts';
import { ItemIcon } from './item-icon.tsx';

export interface Row {
  readonly id: string;
  readonly state: ItemState['state'];
  readonly name: LabelId;
  readonly words: LabelId;
  /** Why it is not done and who goes on, in one sentence; null where nothing more is to be said. */
  readonly reason: LabelId | null;
}

/** What is done and what is not: a sign, what it is, and its state in words. */
export const Rows = ({ rows }: { readonly rows: readonly Row[] }) => (
  <ul className="items">
    {rows.map(({ id, state, name, words, reason }) => (
      <li key={id} data-item={id} data-state={state}>
        <ItemIcon state={state} />
        <span className="item-name">{label(name)}</span>
        <span className="item-state">{label(words)}</span>
        {reason !== null && <span className="item-reason">{label(reason)}</span>}
      </li>
    ))}
  </ul>
);
