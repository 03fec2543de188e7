import { label } from '../../../main/contract/texts/labels.ts';
import { HomeVisitArt } from '../art/activation.tsx';
import { HelperArt } from '../art/art.tsx';
import { Facts } from '../shell/facts.tsx';
import type { ScreenProps } from '../shell/stage.tsx';
import { Stage } from '../shell/stage.tsx';
import type { ViewOf } from './view-of.ts';

/** Somebody comes to the home: until when, and under which number. */
export const HomeVisit = ({ view, ...screen }: ScreenProps & ViewOf<'homeVisit'>) => {
  const { booked, slip } = view;
  return (
    <Stage
      {...screen}
      art={booked?.kind === 'refused' ? <HelperArt /> : <HomeVisitArt />}
      next={booked === null ? label('next.homeVisit') : null}
    >
      {booked !== null && (
        <>
          <Facts
            facts={[
              ...(booked.kind === 'booked' ? [{ name: 'fact.visitBy' as const, value: booked.dueOn }] : []),
              { name: 'fact.receipt', value: booked.referenceNumber },
            ]}
          />
          <p className="aside">{label(`next.slip.${slip.state}`)}</p>
        </>
      )}
    </Stage>
  );
};
