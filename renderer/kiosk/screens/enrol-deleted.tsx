import { label } from '../../../main/contract/texts/labels.ts';
import { DoneArt } from '../art/art.tsx';
import type { ScreenProps } from '../shell/stage.tsx';
import { Stage } from '../shell/stage.tsx';
import type { ViewOf } from './view-of.ts';

/** Nothing of it is kept any more. */
export const EnrolDeleted = ({ view, ...screen }: ScreenProps & ViewOf<'enrolDeleted'>) => (
  <Stage {...screen} art={<DoneArt />}>
    <p className="aside">{label(`next.slip.${view.slip.state}`)}</p>
  </Stage>
);
