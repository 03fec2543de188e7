import type { PrintLine } from '../../drivers/printer/print-job.ts';
import { dateWords } from '../contract/texts/dates.ts';
import type { SlipContent } from '../ports/slip-printer.ts';
import type { SlipBody } from './slip-body.ts';
import { bringDrawings } from './slip-drawings.ts';
import { bold, figure, gap, left, numberToAskBy } from './slip-lines.ts';
import { activationFacts } from './compose-activation.ts';
import { agentMethod, businessNames, frameWords } from './slip-texts-frame.ts';
import { homeVisitNames, homeVisitReady, homeVisitWords as words } from './slip-texts-home-visit.ts';

/** A visit at home: booked with its last day in large print, sent and not yet confirmed, or not to be had. */
export function composeHomeVisit(content: SlipContent): SlipBody {
  const { business, agent, relation, homeVisit } = content;
  const told = toldOf(homeVisit);
  return {
    business: businessNames[business],
    result: told.result,
    lines: told.comes ? [...told.lines, ...howItGoes(content)] : told.lines,
    facts: activationFacts(content),
    method: agent ? agentMethod(relation) : '',
    receipt: told.comes ? [] : numberToAskBy(frameWords.receipt, homeVisit?.referenceNumber ?? ''),
  };
}

interface Told {
  /** Somebody comes, or may. */
  readonly comes: boolean;
  readonly result: string;
  readonly lines: readonly PrintLine[];
}
const toldOf = (homeVisit: SlipContent['homeVisit']): Told => {
  if (homeVisit === null || homeVisit.refused) return refused;
  return homeVisit.dueOn === null ? pending : booked(homeVisit.dueOn);
};
const booked = (dueOn: string): Told => ({
  comes: true,
  result: words.booked,
  lines: [left(words.dueOn), bold(dateWords(dueOn), 'large'), gap(1), left(words.who)],
});
const pending: Told = {
  comes: true,
  result: words.pending,
  lines: [left(words.pendingSent), left(words.pendingAsk)],
};
const refused: Told = {
  comes: false,
  result: words.refused,
  lines: [left(words.refusedWhy), left(words.refusedNext), left(words.refusedWho)],
};

/** Who rings at the door, by which number it is asked for, and what lies ready. */
const howItGoes = ({ business, homeVisit }: SlipContent): PrintLine[] => [
  left(words.call),
  left(words.check),
  gap(1),
  ...numberToAskBy(words.number, homeVisit?.referenceNumber ?? ''),
  gap(1),
  left(words.ready),
  ...homeVisitReady[business].map((item) => figure(bringDrawings[item], homeVisitNames[item] ?? '')),
  left(words.keepSlip),
];
