import { label } from '../../../main/contract/texts/labels.ts';
import { DoneArt, HelperArt, KeptArt, SlipArt } from '../art/art.tsx';
import { Facts } from '../shell/facts.tsx';
import type { ScreenProps } from '../shell/stage.tsx';
import { Stage } from '../shell/stage.tsx';
import type { ViewOf } from './view-of.ts';

/** What came of it, item by item: never "done" while it is only kept, never a dead end when it was turned down. */
export const Result = ({ view, ...screen }: ScreenProps & ViewOf<'result'>) => {
  const { outcome, slip } = view;
  const art =
    slip.state === 'take' ? (
      <SlipArt />
    ) : outcome.kind === 'accepted' ? (
      <DoneArt />
    ) : outcome.kind === 'pending' ? (
      <KeptArt />
    ) : (
      <HelperArt />
    );
  return (
    <Stage
      {...screen}
      art={
        <>
          {art}
          {view.livenessSimulated && (
            <span className="badge art-badge">{label('badge.livenessSimulated')}</span>
          )}
        </>
      }
    >
      <Facts
        facts={
          outcome.kind === 'accepted'
            ? [
                { name: 'fact.certification', value: label('fact.done'), mark: true },
                { name: 'fact.nextDue', value: outcome.nextDue },
                { name: 'fact.receipt', value: outcome.receiptNumber },
              ]
            : [{ name: 'fact.receipt', value: outcome.referenceNumber }]
        }
      />
      <p className="aside">{label(`next.slip.${slip.state}`)}</p>
    </Stage>
  );
};
