import { label } from '../../../main/contract/texts/labels.ts';
import { DoneArt } from '../art/art.tsx';
import { alsoRows } from '../items/also-row.ts';
import { Rows } from '../items/rows.tsx';
import type { ScreenProps } from '../shell/stage.tsx';
import { Stage } from '../shell/stage.tsx';
import type { ViewOf } from './view-of.ts';

/** What is enrolled now, one by one, and the pension where it was certified on the way. */
export const EnrolResult = ({ view, ...screen }: ScreenProps & ViewOf<'enrolResult'>) => (
  <Stage
    {...screen}
    art={
      <>
        <DoneArt />
        {view.scannerSimulated && <span className="badge art-badge">{label('badge.scannerSimulated')}</span>}
      </>
    }
    layout="list"
    work={
      <Rows
        rows={[
          ...[...view.fingers, ...(view.face ? (['face'] as const) : [])].map((one) => ({
            id: one,
            state: 'done' as const,
            name: `finger.${one}` as const,
            words: 'item.enrolled' as const,
            reason: null,
          })),
          ...alsoRows(view.also),
        ]}
      />
    }
  >
    <p className="aside">{label(`next.slip.${view.slip.state}`)}</p>
  </Stage>
);
