import type { ReactNode } from 'react';
import type { KioskIntent } from '../../../main/contract/intent.ts';
import type { KioskSnapshot } from '../../../main/contract/snapshot.ts';
import { label } from '../../../main/contract/texts/labels.ts';
import { actionsOf } from '../actions.ts';
import { Key } from '../touch/key.tsx';
import type { Spoken } from '../voice/highlight.ts';
import { CaptionBand } from './caption-band.tsx';

/** What every screen gets: the whole snapshot, the word being spoken, and the way to send what the person did. */
export interface ScreenProps {
  readonly snapshot: KioskSnapshot;
  readonly spoken: Spoken | null;
  readonly send: (intent: KioskIntent) => void;
}

interface StageProps extends ScreenProps {
  readonly art: ReactNode;
  /** What happens next, in one short sentence; setbacks show who helps in its place. */
  readonly next?: string | null | undefined;
  /** Facts below the caption. */
  readonly children?: ReactNode;
}

/** One idea: a picture, the sentence that is also spoken, what happens next, and what can be done. */
export const Stage = ({ snapshot, spoken, send, art, next, children }: StageProps) => {
  const actions = actionsOf(snapshot);
  return (
    <main className="stage" data-step={snapshot.view.step} data-overlay={snapshot.overlay}>
      <div className="stage-art">{art}</div>
      <div className="stage-words">
        <CaptionBand snapshot={snapshot} spoken={spoken} next={next ?? null} />
        {children}
      </div>
      {actions.length > 0 && (
        <div className="stage-actions">
          {actions.map(({ intent, label: id, tone }) => (
            <Key key={intent} id={`stage.${intent}`} tone={tone} onTap={() => send({ type: intent })}>
              {label(id)}
            </Key>
          ))}
        </div>
      )}
    </main>
  );
};
