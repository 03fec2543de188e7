import { label } from '../../../main/contract/texts/labels.ts';
import { FamilyArt } from '../art/activation.tsx';
import type { ScreenProps } from '../shell/stage.tsx';
import { Stage } from '../shell/stage.tsx';
import { Key } from '../touch/key.tsx';
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
        <div className="reasons">
          {view.reasons.map((reason) => (
            <Key
              key={reason}
              id={`reason.${reason}`}
              tone="choice"
              onTap={() => screen.send({ type: 'chooseReason', reason })}
            >
              {label(`reason.${reason}`)}
            </Key>
          ))}
        </div>
      )
    }
  />
);
