import { label } from '../../../main/contract/texts/labels.ts';
import { MatchCardsArt } from '../art/activation.tsx';
import type { ScreenProps } from '../shell/stage.tsx';
import { Stage } from '../shell/stage.tsx';

/** Both cards are compared, and the card service is asked how the card stands. */
export const MatchingCards = (screen: ScreenProps) => (
  <Stage {...screen} art={<MatchCardsArt />} next={label('next.matchingCards')} />
);
