import { label } from '../../../main/contract/texts/labels.ts';
import { TakeCardsArt } from '../art/activation.tsx';
import { TakeCardArt } from '../art/art.tsx';
import type { ScreenProps } from '../shell/stage.tsx';
import { Stage } from '../shell/stage.tsx';
import type { ViewOf } from './view-of.ts';

/** No card is to be left behind. */
export const TakeCard = ({ view, ...screen }: ScreenProps & ViewOf<'takeCard'>) => {
  const social = view.cards.includes('social');
  return (
    <Stage
      {...screen}
      art={social ? <TakeCardsArt social id={view.cards.includes('id')} /> : <TakeCardArt />}
      next={label('next.takeCard')}
    />
  );
};
