import { label } from '../../../main/contract/texts/labels.ts';
import { VeinArt } from '../art/vein.tsx';
import type { ScreenProps } from '../shell/stage.tsx';
import { Stage } from '../shell/stage.tsx';
import { EnrolledChips } from '../vein/enrolled-chips.tsx';
import type { ViewOf } from './view-of.ts';

/** A finger is laid on the scanner, and tells who it is. Any of the enrolled ones will do; the first is drawn. */
export const Vein = ({ view, ...screen }: ScreenProps & ViewOf<'vein'>) => (
  <Stage
    {...screen}
    art={
      <>
        <VeinArt hint={view.guidance} finger={view.fingers[0] ?? 'rightIndex'} />
        {view.scannerSimulated && <span className="badge art-badge">{label('badge.scannerSimulated')}</span>}
      </>
    }
    next={label('next.vein')}
  >
    <EnrolledChips name="vein.anyOf" fingers={view.fingers} />
  </Stage>
);
