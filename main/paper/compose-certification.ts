import type { PrintLine } from '../../drivers/printer/print-job.ts';
import { dateWords } from '../contract/texts/dates.ts';
import type { SlipContent } from '../ports/slip-printer.ts';
import type { SlipBody } from './slip-body.ts';
import { bigDate, gap, left, numberToAskBy, pair } from './slip-lines.ts';
import {
  acceptedStory,
  certificationWords,
  pendingStory,
  refusedStories,
  standingStory,
} from './slip-texts-certification.ts';
import {
  businessNames,
  frameWords,
  homeVisitOffer,
  methodWords,
  ownMethod,
  type SlipStory,
} from './slip-texts-frame.ts';

/** A slip of a certification, or of how the person stands when nothing was certified today. */
export function composeCertification(content: SlipContent): SlipBody {
  const { result, lines } = storyOf(content);
  return {
    business: businessNames[content.business],
    result,
    lines: [
      ...lines.map((line) => left(line)),
      ...datesOf(content),
      ...(hasNothingToDo(content) ? [] : [gap(1), ...homeVisitOffer.map((line) => left(line))]),
    ],
    facts: [],
    method: methodOf(content),
    receipt: receiptOf(content),
  };
}

function storyOf({ kind, outcome, standing }: SlipContent): SlipStory {
  if (kind === 'standing' || outcome === null) return standingStory(standing);
  if (outcome.kind === 'accepted') return acceptedStory;
  return outcome.kind === 'pending' ? pendingStory : refusedStories[outcome.reason];
}

function datesOf({ kind, outcome, standing }: SlipContent): PrintLine[] {
  const { until, nextDue, nextYear, nextYearByMatch } = certificationWords;
  if (kind === 'certification' && outcome?.kind === 'accepted')
    return [
      ...pair(until, dateWords(outcome.certifiedUntil)),
      ...bigDate(nextDue, outcome.nextDue),
      left(nextYear),
      left(nextYearByMatch),
    ];
  // After a submission the standing from before it says nothing any more.
  return kind === 'certification' && outcome !== null ? [] : standingDates(standing);
}

/** The date that matters to whoever stands so. */
export function standingDates(standing: SlipContent['standing']): PrintLine[] {
  const { until, dueOn, since } = certificationWords;
  if (standing?.kind === 'certified' || standing?.kind === 'certifiedByDataMatch')
    return bigDate(until, standing.until);
  if (standing?.kind === 'due') return bigDate(dueOn, standing.dueOn);
  return standing?.kind === 'suspended' ? bigDate(since, standing.since) : [];
}

const hasNothingToDo = ({ kind, outcome, standing }: SlipContent): boolean =>
  (kind === 'certification' && (outcome?.kind !== 'refused' || outcome.reason === 'alreadyCertified')) ||
  (kind === 'standing' && (standing?.kind === 'certified' || standing?.kind === 'certifiedByDataMatch'));

const methodOf = (content: SlipContent): string =>
  content.kind === 'standing' || content.outcome === null ? methodWords.inquiry : ownMethod(content);

function receiptOf({ outcome }: SlipContent): PrintLine[] {
  if (outcome === null) return [];
  const number = outcome.kind === 'accepted' ? outcome.receiptNumber : outcome.referenceNumber;
  return numberToAskBy(frameWords.receipt, number);
}
