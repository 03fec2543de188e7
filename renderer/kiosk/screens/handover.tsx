import { label } from '../../../main/contract/texts/labels.ts';
import { HelperArt, SlipArt } from '../art/art.tsx';
import { Facts } from '../shell/facts.tsx';
import type { ScreenProps } from '../shell/stage.tsx';
import { Stage } from '../shell/stage.tsx';
import type { ViewOf } from './view-of.ts';

/** The next rung of the ladder: a person comes. Never a failure, always a slip on offer. */
export const Handover = ({ view, ...screen }: ScreenProps & ViewOf<'handover'>) => {
  const { state } = view.slip;
  return (
    <Stage {...screen} art={state === 'take' ? <SlipArt plain /> : <HelperArt />}>
      {state !== 'none' && <p className="aside">{label(`next.slip.${state}`)}</p>}
      {view.errorCode !== null && <Facts facts={[{ name: 'fact.code', value: view.errorCode }]} />}
    </Stage>
  );
};
