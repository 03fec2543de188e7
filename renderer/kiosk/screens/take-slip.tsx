import { label } from '../../../main/contract/texts/labels.ts';
import { SlipArt } from '../art/art.tsx';
import type { ScreenProps } from '../shell/stage.tsx';
import { Stage } from '../shell/stage.tsx';

/** The slip waits in the printer's mouth. */
export const TakeSlip = (screen: ScreenProps) => (
  <Stage {...screen} art={<SlipArt />} next={label('next.takeSlip')} />
);
