import { label } from '../../../main/contract/texts/labels.ts';
import { VeinArt } from '../art/vein.tsx';
import type { ScreenProps } from '../shell/stage.tsx';
import { Stage } from '../shell/stage.tsx';

/** What is kept and where, what for, and that it can be deleted; a no costs nothing. */
export const EnrolConsent = (screen: ScreenProps) => (
  <Stage
    {...screen}
    art={<VeinArt hint="holdStill" finger="rightIndex" />}
    next={label('next.enrolStanding')}
  />
);
