import { label } from '../../../main/contract/texts/labels.ts';
import { WorkingArt } from '../art/art.tsx';
import type { ScreenProps } from '../shell/stage.tsx';
import { Stage } from '../shell/stage.tsx';

/** The certification is on its way to the authority. */
export const Submitting = (screen: ScreenProps) => (
  <Stage {...screen} art={<WorkingArt />} next={label('next.submitting')} />
);
