import type { PrintLine } from '../../drivers/printer/print-job.ts';
import { maskIdNumber, maskName } from '../contract/masking.ts';
import type { SlipContent } from '../ports/slip-printer.ts';
import type { SlipBody } from './slip-body.ts';
import { bold, center, dashed, gap, inverted, left, pair, solid, timeWords } from './slip-lines.ts';
import { frameWords } from './slip-texts-frame.ts';

/** Where a slip is printed and whom to call. */
export interface SlipTerminal {
  readonly id: string;
  readonly bank: string;
  readonly branch: string;
  /** The social-security line, 12333. */
  readonly hotline: string;
  readonly bankPhone: string;
}

/**
 * A slip from top to bottom: who, what, result, what next, the facts, who helps. Name and number pass the mask once more
 * here, whatever they were given as.
 *
 * @param simulated the slip says on both ends that it is a demonstration
 * @throws RangeError when `content.at` is no date
 */
export function frameSlip(
  body: SlipBody,
  content: SlipContent,
  terminal: SlipTerminal,
  simulated: boolean,
): PrintLine[] {
  const words = frameWords;
  const mark = (line: PrintLine[]): PrintLine[] => (simulated ? line : []);
  const again = inverted(words.reprint.replace('{count}', String(content.reprint)), 'body');
  return [
    ...mark([inverted(words.simulated, 'body'), gap(2)]),
    center(terminal.bank, 'large'),
    center(terminal.branch, 'body'),
    gap(1),
    solid,
    gap(1),
    center(body.business, 'large'),
    ...(content.reprint > 0 ? [again] : []),
    gap(1),
    inverted(body.result, 'result'),
    gap(2),
    ...body.lines,
    gap(1),
    dashed,
    ...pair(words.name, maskName(content.maskedName)),
    ...pair(words.idNumber, maskIdNumber(content.maskedIdNumber)),
    ...body.facts,
    ...pair(words.at, timeWords(content.at)),
    ...pair(words.method, body.method),
    ...body.receipt,
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
    ...(body.tearOff ?? []),
    ...mark([gap(2), inverted(words.simulated, 'body')]),
  ];
}
