import { label } from '../../../main/contract/texts/labels.ts';
import { FamilyArt } from '../art/activation.tsx';
import type { ScreenProps } from '../shell/stage.tsx';
import { Stage } from '../shell/stage.tsx';
import { Choices } from '../touch/choices.tsx';
import type { ViewOf } from './view-of.ts';

/** Why somebody comes for another person. */
export const AgentReason = ({ view, ...screen }: ScreenProps & ViewOf<'agentReason'>) => (
  <Stage
    {...screen}
    art={<FamilyArt />}
    layout="side"
    next={label('next.agentReason')}
    work={
      screen.snapshot.allowed.includes('chooseReason') && (
        <Choices
          choices={view.reasons.map((reason) => ({
            id: `reason.${reason}`,
            choose: () => screen.send({ type: 'chooseReason', reason }),
          }))}
        />
      )
    }
  />
);
