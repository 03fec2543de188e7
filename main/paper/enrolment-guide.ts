import type { PrintLine } from '../../drivers/printer/print-job.ts';
import { maskName } from '../contract/masking.ts';
import type { FingerName } from '../contract/vein.ts';
import type { SlipContent } from '../ports/slip-printer.ts';
import { bringDrawings } from './slip-drawings.ts';
import { fingerDrawings, layDrawing } from './slip-drawings-finger.ts';
import type { SlipTerminal } from './slip-frame.ts';
import { bigDate, bold, center, dashed, figure, gap, inverted, left, pair } from './slip-lines.ts';
import { fingerNames, guideWords as words } from './slip-texts-enrolment.ts';
import { frameWords } from './slip-texts-frame.ts';

/** The guide for the pocket (认证手册): torn off, so everything that is needed next year stands on it once more. */
export const guideLines = (
  content: SlipContent,
  fingers: readonly FingerName[],
  { branch, id, hotline }: SlipTerminal,
): PrintLine[] => [
  gap(4),
  center(words.tear, 'body'),
  dashed,
  gap(5),
  inverted(words.title, 'large'),
  gap(1),
  // Two who live together have a guide each.
  ...pair(frameWords.name, maskName(content.maskedName)),
  left(words.next),
  ...nextTime(content),
  gap(1),
  figure(bringDrawings.ownIdCard, words.idCard, words.idCardNote),
  ...fingers.map((finger, index) =>
    figure(fingerDrawings[finger], fingerNames[finger], index === 0 ? words.firstFinger : words.otherFinger),
  ),
  figure(layDrawing, words.lay, words.layNote),
  left(words.warm),
  left(words.still),
  gap(1),
  bold(words.face, 'body'),
  left(words.faceHow),
  gap(1),
  left(words.where),
  bold(branch, 'body'),
  ...pair(frameWords.terminal, id),
  ...pair(frameWords.hotline, hotline),
  gap(1),
  bold(words.money, 'body'),
  bold(words.moneyAsked, 'body'),
];

/** When to come again, where it is known: after a submission the standing from before it says nothing any more. */
function nextTime({ also, standing }: SlipContent): PrintLine[] {
  if (also?.kind === 'accepted') return bigDate(words.nextDue, also.nextDue);
  if (also !== null) return [];
  if (standing?.kind === 'due') return bigDate(words.dueOn, standing.dueOn);
  return standing?.kind === 'certified' || standing?.kind === 'certifiedByDataMatch'
    ? bigDate(words.until, standing.until)
    : [];
}
