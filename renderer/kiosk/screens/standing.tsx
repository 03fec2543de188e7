import { label } from '../../../main/contract/texts/labels.ts';
import { GreetingArt, HelperArt, InOrderArt } from '../art/art.tsx';
import { Facts } from '../shell/facts.tsx';
import type { ScreenProps } from '../shell/stage.tsx';
import { Stage } from '../shell/stage.tsx';
import type { ViewOf } from './view-of.ts';

/** Greets, tells how the person stands, and in one sentence what will happen. */
export const Standing = ({ view, ...screen }: ScreenProps & ViewOf<'standing'>) => {
  const { standing, canCertify } = view;
  const inOrder = standing.kind === 'certified' || standing.kind === 'certifiedByDataMatch';
  return (
    <Stage
      {...screen}
      art={inOrder ? <InOrderArt /> : standing.kind === 'needsStaff' ? <HelperArt /> : <GreetingArt />}
      next={canCertify ? label('next.standing.due') : null}
    >
      {standing.kind === 'due' && <Facts facts={[{ name: 'fact.dueOn', value: standing.dueOn }]} />}
      {standing.kind === 'suspended' && <Facts facts={[{ name: 'fact.since', value: standing.since }]} />}
    </Stage>
  );
};
