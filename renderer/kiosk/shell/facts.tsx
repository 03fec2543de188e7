import { dateWords, groupDigits } from '../../../main/contract/texts/dates.ts';
import type { LabelId } from '../../../main/contract/texts/labels.ts';
import { label } from '../../../main/contract/texts/labels.ts';

interface Fact {
  readonly name: LabelId;
  /** ISO dates are put into words, long numbers grouped by four. */
  readonly value: string;
  readonly mark?: boolean;
}

/** A few facts as a slip would show them: name, value, one per line. */
export const Facts = ({ facts }: { readonly facts: readonly Fact[] }) => (
  <dl className="facts">
    {facts.map(({ name, value, mark }) => (
      <div key={name} data-mark={mark === true}>
        <dt>{label(name)}</dt>
        <dd className="digits">{groupDigits(dateWords(value))}</dd>
      </div>
    ))}
  </dl>
);
