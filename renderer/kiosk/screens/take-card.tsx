import { label } from '../../../main/contract/texts/labels.ts';
import { TakeCardArt } from '../art/art.tsx';
import type { ScreenProps } from '../shell/stage.tsx';
import { Stage } from '../shell/stage.tsx';

/** The card is not to be left behind. */
export const TakeCard = (screen: ScreenProps) => (
  <Stage {...screen} art={<TakeCardArt />} next={label('next.takeCard')} />
);
