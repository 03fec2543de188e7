import { label } from '../../../main/contract/texts/labels.ts';
import { PutOwnerCardArt } from '../art/activation.tsx';
import type { ScreenProps } from '../shell/stage.tsx';
import { Stage } from '../shell/stage.tsx';

/** After the agent's own identity card, that of the family member. */
export const PlaceOwnerCard = (screen: ScreenProps) => (
  <Stage {...screen} art={<PutOwnerCardArt />} next={label('next.placeOwnerCard')} />
);
