import { label } from '../../../main/contract/texts/labels.ts';
import { LookUpArt } from '../art/art.tsx';
import type { ScreenProps } from '../shell/stage.tsx';
import { Stage } from '../shell/stage.tsx';

/** The authority is being asked how the person stands. */
export const LookingUp = (screen: ScreenProps) => (
  <Stage {...screen} art={<LookUpArt />} next={label('next.lookingUp')} />
);
