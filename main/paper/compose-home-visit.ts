import { dateWords } from '../contract/texts/dates.ts';
import type { SlipContent } from '../ports/slip-printer.ts';
import type { SlipBody } from './slip-body.ts';
import { bringDrawings } from './slip-drawings.ts';
import { bold, figure, gap, left, numberToAskBy } from './slip-lines.ts';
import { activationFacts } from './compose-activation.ts';
import { businessNames, methodWords } from './slip-texts-frame.ts';
import { homeVisitNames, homeVisitReady, homeVisitWords as words } from './slip-texts-home-visit.ts';

/** A visit at home: booked with its last day in the largest print, or sent and not yet confirmed. */
export function composeHomeVisit(content: SlipContent): SlipBody {
  const { business, agent, homeVisit } = content;
  const dueOn = homeVisit?.dueOn ?? null;
  return {
    business: businessNames[business],
    result: dueOn === null ? words.pending : words.booked,
    lines: [
      ...(dueOn === null
        ? [left(words.pendingSent), left(words.pendingAsk)]
        : [left(words.dueOn), bold(dateWords(dueOn), 'large'), gap(1), left(words.who)]),
      left(words.call),
      left(words.check),
      gap(1),
      ...numberToAskBy(words.number, homeVisit?.referenceNumber ?? ''),
      gap(1),
      left(words.ready),
      ...homeVisitReady[business].map((item) => figure(bringDrawings[item], homeVisitNames[item] ?? '')),
      left(words.keepSlip),
    ],
    facts: activationFacts(content),
    method: agent ? methodWords.agent : '',
    receipt: [],
  };
}
