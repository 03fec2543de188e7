import { label } from '../../../main/contract/texts/labels.ts';
import { VeinArt } from '../art/vein.tsx';
import type { ScreenProps } from '../shell/stage.tsx';
import { Stage } from '../shell/stage.tsx';
import type { ViewOf } from './view-of.ts';

/** These captures made no template: why, and that they are made again, or another finger is taken. */
export const EnrolFingerAgain = ({ view, ...screen }: ScreenProps & ViewOf<'enrolFingerAgain'>) => (
  <Stage {...screen} art={<VeinArt hint={view.problem} finger={view.finger} />}>
    {view.triesLeft > 0 && <p className="aside">{label('fact.tries', { count: String(view.triesLeft) })}</p>}
  </Stage>
);
