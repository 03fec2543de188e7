import { label } from '../../../main/contract/texts/labels.ts';
import { GreetingArt } from '../art/art.tsx';
import { Facts } from '../shell/facts.tsx';
import type { ScreenProps } from '../shell/stage.tsx';
import { Stage } from '../shell/stage.tsx';
import type { ViewOf } from './view-of.ts';

/** The person was verified for something else: this year's pension can be certified with it, when they agree. */
export const AlsoCertify = ({ view, ...screen }: ScreenProps & ViewOf<'alsoCertify'>) => {
  const { standing } = view;
  return (
    <Stage {...screen} art={<GreetingArt />} next={label('next.alsoCertify')}>
      {standing.kind === 'due' && <Facts facts={[{ name: 'fact.dueOn', value: standing.dueOn }]} />}
      {standing.kind === 'suspended' && <Facts facts={[{ name: 'fact.since', value: standing.since }]} />}
    </Stage>
  );
};
