import { label } from '../../../main/contract/texts/labels.ts';
import { VeinArt } from '../art/vein.tsx';
import type { ScreenProps } from '../shell/stage.tsx';
import { Stage } from '../shell/stage.tsx';
import type { ViewOf } from './view-of.ts';

/** The finger was not recognised: why, and that it may be laid on again, or the camera may look. */
export const VeinAgain = ({ view, ...screen }: ScreenProps & ViewOf<'veinAgain'>) => (
  <Stage
    {...screen}
    art={<VeinArt hint={view.causes[0] ?? 'timeUp'} finger={view.fingers[0] ?? 'rightIndex'} />}
  >
    {view.triesLeft > 0 && <p className="aside">{label('fact.tries', { count: String(view.triesLeft) })}</p>}
  </Stage>
);
