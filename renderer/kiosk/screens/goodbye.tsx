import { label } from '../../../main/contract/texts/labels.ts';
import { GoodbyeArt } from '../art/art.tsx';
import type { ScreenProps } from '../shell/stage.tsx';
import { Stage } from '../shell/stage.tsx';

/** The visit is over and nothing of it is left on the screen. */
export const Goodbye = (screen: ScreenProps) => (
  <Stage {...screen} art={<GoodbyeArt />} next={label('next.goodbye')} />
);
