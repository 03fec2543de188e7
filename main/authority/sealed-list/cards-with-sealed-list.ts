import { ok } from '../../contract/failure.ts';
import type { CardAuthority } from '../../ports/card-authority.ts';
import type { SealedList } from './sealed-list.ts';

/**
 * The card service together with the terminal's own list of sealed cards: a card that the service takes for usable is
 * sealed when the list says so. A list that cannot be read (E6308) is no list that says nothing: the card is not served.
 */
export function cardsWithSealedList(cards: CardAuthority, list: SealedList): CardAuthority {
  return {
    ...cards,
    async lookUpCard(card, signal) {
      const sealed = list.find(card);
      if (!sealed.ok) return sealed;
      const record = await cards.lookUpCard(card, signal);
      if (!record.ok || sealed.value === null || record.value.status !== 'usable') return record;
      return ok({ ...record.value, status: 'sealed' });
    },
  };
}
