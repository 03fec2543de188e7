import type { PrintJob, PrintLine } from '../../drivers/printer/print-job.ts';
import { dateWords, groupDigits } from '../contract/texts/dates.ts';
import type { SlipContent } from '../ports/slip-printer.ts';
import { maskIdNumber, maskName } from '../contract/masking.ts';
import {
  acceptedStory,
  handoverCauses,
  handoverStory,
  methodWords,
  pendingStory,
  refusedStories,
  type SlipStory,
  slipWords,
  standingStory,
} from './slip-texts.ts';

export interface SlipTerminal {
  readonly id: string;
  readonly bank: string;
  readonly branch: string;
  /** The social-security line, 12333. */
  readonly hotline: string;
  readonly bankPhone: string;
}

type Size = Extract<PrintLine, { kind: 'text' }>['size'];

const left = (text: string, size: Size = 'body'): PrintLine => ({ kind: 'text', text, size, align: 'left' });
const bold = (text: string, size: Size): PrintLine => ({
  kind: 'text',
  text,
  size,
  align: 'left',
  bold: true,
});
const center = (text: string, size: Size): PrintLine => ({ kind: 'text', text, size, align: 'center' });
const inverted = (text: string, size: Size): PrintLine => ({
  kind: 'text',
  text,
  size,
  align: 'center',
  bold: true,
  invert: true,
});
const gap = (mm: number): PrintLine => ({ kind: 'gap', mm });
const dashed: PrintLine = { kind: 'rule', style: 'dashed' };
const solid: PrintLine = { kind: 'rule', style: 'solid' };
/** Left out when there is nothing to tell: an empty field looks like something that went missing. */
const pair = (label: string, value: string): PrintLine[] =>
  value === '' ? [] : [{ kind: 'pair', label, value }];
/** A date that somebody must remember: its name, and below it the date in large print. */
const bigDate = (name: string, iso: string): PrintLine[] => [
  gap(1),
  left(name),
  bold(dateWords(iso), 'large'),
];

/**
 * Date and minute in Asia/Shanghai, as people read them.
 *
 * @throws RangeError when `iso` is no date
 */
export function timeWords(iso: string): string {
  const local = new Date(new Date(iso).getTime() + 8 * 3_600_000).toISOString();
  return `${dateWords(local.slice(0, 10))} ${local.slice(11, 16)}`;
}

function storyOf({ kind, outcome, handover, standing }: SlipContent): SlipStory {
  if (kind === 'handover') {
    const { result, otherCause, notDone, next } = handoverStory;
    const cause = Object.hasOwn(handoverCauses, handover ?? '') ? handoverCauses[handover ?? ''] : undefined;
    return { result, lines: [cause ?? otherCause, notDone, next] };
  }
  if (kind === 'standing' || outcome === null) return standingStory(standing);
  if (outcome.kind === 'accepted') return acceptedStory;
  return outcome.kind === 'pending' ? pendingStory : refusedStories[outcome.reason];
}

function datesOf({ kind, outcome, standing }: SlipContent): PrintLine[] {
  const { until, nextDue, dueOn, since, nextYear, nextYearByMatch } = slipWords;
  if (kind === 'certification' && outcome?.kind === 'accepted')
    return [
      ...pair(until, dateWords(outcome.certifiedUntil)),
      ...bigDate(nextDue, outcome.nextDue),
      left(nextYear),
      left(nextYearByMatch),
    ];
  // After a submission the standing from before it says nothing any more.
  if (kind === 'certification' && outcome !== null) return [];
  if (standing?.kind === 'certified' || standing?.kind === 'certifiedByDataMatch')
    return bigDate(until, standing.until);
  if (standing?.kind === 'due') return bigDate(dueOn, standing.dueOn);
  return standing?.kind === 'suspended' ? bigDate(since, standing.since) : [];
}

/** Whoever still has something to do is told that it can be done at home. */
function homeVisitOf({ kind, outcome, standing }: SlipContent): PrintLine[] {
  const nothingToDo =
    (kind === 'certification' && (outcome?.kind !== 'refused' || outcome.reason === 'alreadyCertified')) ||
    (kind === 'standing' && (standing?.kind === 'certified' || standing?.kind === 'certifiedByDataMatch'));
  return nothingToDo ? [] : [gap(1), left(slipWords.homeVisit), left(slipWords.homeVisitHow)];
}

function methodOf({ kind, outcome, livenessSimulated }: SlipContent): string {
  if (kind === 'handover') return methodWords.staff;
  if (kind === 'standing' || outcome === null) return methodWords.inquiry;
  return livenessSimulated ? methodWords.faceSimulated : methodWords.face;
}

/** On its own line: it is read out on the telephone, group by group. */
function receiptOf({ outcome }: SlipContent): PrintLine[] {
  if (outcome === null) return [];
  const number = outcome.kind === 'accepted' ? outcome.receiptNumber : outcome.referenceNumber;
  // A number that comes in groups keeps them.
  return [left(slipWords.receipt), bold(number.includes('-') ? number : groupDigits(number), 'body')];
}

/**
 * Sets a slip as a print job: top to bottom who, what, result, what next, dates, the facts, who helps. Names and numbers
 * pass the mask once more here, whatever they were given as.
 *
 * @param simulated any simulated device or setting in use: the slip then says on both ends that it is a demonstration
 * @throws RangeError when `content.at` is no date
 */
export function composeSlip(content: SlipContent, terminal: SlipTerminal, simulated: boolean): PrintJob {
  const { result, lines } = storyOf(content);
  const demonstration = simulated || content.livenessSimulated;
  const mark = (line: PrintLine[]): PrintLine[] => (demonstration ? line : []);
  const again =
    content.reprint > 0
      ? [inverted(slipWords.reprint.replace('{count}', String(content.reprint)), 'body')]
      : [];
  const words = slipWords;
  return {
    id: `${content.visitId}.${content.kind}.${content.reprint}`.slice(-64),
    lines: [
      ...mark([inverted(words.simulated, 'body'), gap(2)]),
      center(terminal.bank, 'large'),
      center(terminal.branch, 'body'),
      gap(1),
      solid,
      gap(1),
      center(words.business, 'large'),
      ...again,
      gap(1),
      inverted(result, 'result'),
      gap(2),
      ...lines.map((line) => left(line)),
      ...datesOf(content),
      ...homeVisitOf(content),
      gap(1),
      dashed,
      ...pair(words.name, maskName(content.maskedName)),
      ...pair(words.idNumber, maskIdNumber(content.maskedIdNumber)),
      ...pair(words.at, timeWords(content.at)),
      ...pair(words.method, methodOf(content)),
      ...receiptOf(content),
      dashed,
      left(words.helper),
      ...pair(words.hotline, terminal.hotline),
      ...pair(words.bankPhone, terminal.bankPhone),
      gap(1),
      bold(words.password, 'body'),
      dashed,
      // For the staff who look it up, not for the person: small.
      left(`${words.terminal} ${terminal.id}`, 'small'),
      ...(content.visitId === '' ? [] : [left(words.visit, 'small'), left(content.visitId, 'small')]),
      ...mark([gap(2), inverted(words.simulated, 'body')]),
    ],
  };
}
