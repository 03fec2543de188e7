import type { PrintLine } from '../../drivers/printer/print-job.ts';
import { dateWords } from '../contract/texts/dates.ts';
import type { SlipContent } from '../ports/slip-printer.ts';
import { bigDate, gap, inverted, left, numberToAskBy, pair } from './slip-lines.ts';
import { certificationWords, pendingStory, pensionBars, refusedStories } from './slip-texts-certification.ts';
import { checkWords, frameWords, homeVisitOffer } from './slip-texts-frame.ts';

/**
 * This year's pension, certified on the way of another business: its truth under a bar of its own, how it was done, and
 * the number to ask by. Nothing when it was not.
 */
export function pensionLines({ also, method, livenessSimulated }: SlipContent): PrintLine[] {
  if (also === null) return [];
  const { until, nextDue, how } = certificationWords;
  const lines = ((): PrintLine[] => {
    if (also.kind === 'accepted')
      return [
        inverted(pensionBars.accepted, 'large'),
        ...pair(until, dateWords(also.certifiedUntil)),
        ...bigDate(nextDue, also.nextDue),
      ];
    if (also.kind === 'pending')
      return [inverted(pensionBars.pending, 'large'), ...pendingStory.lines.map((line) => left(line))];
    const certified = also.reason === 'alreadyCertified';
    return [
      inverted(pensionBars[certified ? 'certified' : 'refused'], 'large'),
      ...refusedStories[also.reason].lines.map((line) => left(line)),
    ];
  })();
  const check = method === null ? '' : checkWords[method][livenessSimulated ? 'simulated' : 'real'];
  return [
    gap(1),
    ...lines,
    ...(also.kind === 'refused' ? [] : pair(how, check)),
    ...numberToAskBy(
      frameWords.receipt,
      also.kind === 'accepted' ? also.receiptNumber : also.referenceNumber,
    ),
    gap(1),
  ];
}

/** The visit at home, for whoever must go to a window for the pension and was not told of it yet. */
export function offerHomeVisit(lines: readonly PrintLine[], { also }: SlipContent): PrintLine[] {
  const errand = also?.kind === 'refused' && also.reason !== 'alreadyCertified';
  const told = lines.some((line) => line.kind === 'text' && line.text === homeVisitOffer[0]);
  return !errand || told ? [...lines] : [...lines, gap(1), ...homeVisitOffer.map((line) => left(line))];
}
