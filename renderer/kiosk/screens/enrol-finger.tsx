import { label } from '../../../main/contract/texts/labels.ts';
import { VeinArt } from '../art/vein.tsx';
import type { ScreenProps } from '../shell/stage.tsx';
import { Stage } from '../shell/stage.tsx';
import { Captures } from '../vein/captures.tsx';
import type { ViewOf } from './view-of.ts';

/** One finger, laid on and lifted until every dot is full. */
export const EnrolFinger = ({ view, ...screen }: ScreenProps & ViewOf<'enrolFinger'>) => (
  <Stage
    {...screen}
    art={
      <>
        <VeinArt hint={view.guidance} finger={view.finger} />
        {view.scannerSimulated && <span className="badge art-badge">{label('badge.scannerSimulated')}</span>}
      </>
    }
    next={label(view.fingerNumber === 1 ? 'next.enrolFinger.1' : 'next.enrolFinger.2')}
  >
    <Captures captured={view.captured} of={view.of} />
  </Stage>
);
