import { label } from '../../../main/contract/texts/labels.ts';
import { FamilyArt } from '../art/activation.tsx';
import type { ScreenProps } from '../shell/stage.tsx';
import { Stage } from '../shell/stage.tsx';
import { Choices } from '../touch/choices.tsx';
import type { ViewOf } from './view-of.ts';

/** What whoever came is to the one who stays at home. */
export const AgentRelation = ({ view, ...screen }: ScreenProps & ViewOf<'agentRelation'>) => (
  <Stage
    {...screen}
    art={<FamilyArt />}
    layout="side"
    next={label('next.agentRelation')}
    work={
      screen.snapshot.allowed.includes('chooseRelation') && (
        <Choices
          choices={view.relations.map((relation) => ({
            id: `relation.${relation}`,
            choose: () => screen.send({ type: 'chooseRelation', relation }),
          }))}
        />
      )
    }
  />
);
