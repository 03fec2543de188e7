import { label } from '../../../main/contract/texts/labels.ts';
import { PutSocialCardArt } from '../art/activation.tsx';
import type { ScreenProps } from '../shell/stage.tsx';
import { Stage } from '../shell/stage.tsx';

/** Where the social-security card goes: into the slot, or on the lit place. */
export const PlaceSocialCard = (screen: ScreenProps) => (
  <Stage {...screen} art={<PutSocialCardArt />} next={label('next.placeCard')} />
);
