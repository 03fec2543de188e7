import type { SlipContent } from '../ports/slip-printer.ts';
import { activationFacts, homeVisitOf, itemLines } from './compose-activation.ts';
import { standingDates } from './compose-certification.ts';
import type { SlipBody } from './slip-body.ts';
import { gap, left } from './slip-lines.ts';
import { offerHomeVisit, pensionLines } from './slip-pension.ts';
import { businessNames, methodWords } from './slip-texts-frame.ts';
import { handoverCauses, handoverWords, notDoneYet } from './slip-texts-handover.ts';

/** A slip for whoever goes on with the visit in person: why, what is not done yet, and who helps. */
export function composeHandover(content: SlipContent): SlipBody {
  const { business, handover, items, standing } = content;
  const reason = handover ?? '';
  const known = Object.hasOwn(handoverCauses, reason) ? handoverCauses[reason] : undefined;
  const certifies = business === 'certify';
  const begun = items.some(({ outcome }) => outcome.state !== 'todo' && outcome.state !== 'notTried');
  return {
    business: businessNames[business],
    result: handoverWords.result,
    lines: offerHomeVisit(
      [
        left(known?.cause ?? handoverWords.otherCause),
        ...(known?.first === undefined ? [] : [left(known.first)]),
        left(notDoneYet[business]),
        left(handoverWords.next),
        ...(begun ? [gap(1), ...itemLines(content)] : []),
        ...(certifies ? standingDates(standing) : []),
        ...pensionLines(content),
        // A finger is enrolled at this terminal and nowhere else.
        ...(business === 'enrol' ? [] : [gap(1), ...homeVisitOf(content)]),
      ],
      content,
    ),
    facts: activationFacts(content),
    method: methodWords.staff,
    receipt: [],
  };
}
