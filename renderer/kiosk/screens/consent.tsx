import { label } from '../../../main/contract/texts/labels.ts';
import { LookAtCameraArt } from '../art/art.tsx';
import type { ScreenProps } from '../shell/stage.tsx';
import { Stage } from '../shell/stage.tsx';

/** Asks whether the camera may look, before it does. */
export const Consent = (screen: ScreenProps) => (
  <Stage {...screen} art={<LookAtCameraArt />} next={label('next.consent')} />
);
