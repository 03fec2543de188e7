import type { SlipContent } from '../ports/slip-printer.ts';
import type { SlipBody } from './slip-body.ts';
import { bold, gap, left } from './slip-lines.ts';
import { electronicCardWords as words } from './slip-texts-electronic-card.ts';
import { methodWords } from './slip-texts-frame.ts';

/** As wide as a telephone held over it sees without moving; printers make it smaller where the paper is. */
const CODE_MM = 50;

/**
 * The electronic card as a code. Its text is opaque: set as it is, nowhere else on the slip and in no job id.
 *
 * @throws RangeError when there is no code to print
 */
export function composeElectronicCard({ qr, qrSeconds }: SlipContent): SlipBody {
  if (qr === null || qr === '') throw new RangeError('an electronic card without its code');
  return {
    business: words.business,
    result: words.result,
    lines: [
      left(words.what),
      left(words.how),
      gap(3),
      { kind: 'qr', text: qr, mm: CODE_MM },
      gap(3),
      bold(goodFor(qrSeconds), 'body'),
      left(words.scanNow),
      left(words.expired),
      gap(1),
      left(words.private),
      bold(words.tear, 'body'),
    ],
    facts: [],
    method: methodWords.own,
    receipt: [],
  };
}

/** Never longer than it is: part of the time is over when the paper is out. */
const goodFor = (seconds: number | null): string =>
  seconds === null || seconds < 60
    ? words.soon
    : words.minutes.replace('{count}', String(Math.floor(seconds / 60)));
