import type { CardText } from '../readout.ts';

type Validity = 'valid' | 'notYetValid' | 'expired';

/** Whether a card is valid on `today` (YYYY-MM-DD, the calendar date in China). The last day still counts. */
export function validityOn(card: Pick<CardText, 'validFrom' | 'validTo'>, today: string): Validity {
  if (today < card.validFrom) return 'notYetValid';
  return card.validTo !== 'long-term' && card.validTo < today ? 'expired' : 'valid';
}
