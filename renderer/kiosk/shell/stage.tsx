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
  /** The picture of the idea; a screen whose work fills it has none. */
  readonly art?: ReactNode;
  /** What happens next, in one short sentence; setbacks show who helps in its place. */
  readonly next?: string | null | undefined;
  /** Facts below the caption. */
  readonly children?: ReactNode;
  /** What is worked with or gone through on this screen: a pad, a field to sign in, a list. */
  readonly work?: ReactNode;
  /** Where the work stands on a landscape panel: above the keys (`list`), or beside words and keys (`side`). */
  readonly layout?: 'picture' | 'list' | 'side';
  /** Keys of the screen itself; they stand in the place of those of the step while there are some. */
  readonly keys?: ReactNode;
}

/** One idea: a picture or a piece of work, the sentence that is also spoken, what happens next, and what can be done. */
export const Stage = (props: StageProps) => {
  const { snapshot, spoken, send, art, next, children, work, layout = 'picture', keys } = props;
  const actions = actionsOf(snapshot);
  return (
    <main
      className="stage"
      data-step={snapshot.view.step}
      data-overlay={snapshot.overlay}
      data-layout={layout}
    >
      {art !== undefined && <div className="stage-art">{art}</div>}
      <div className="stage-words">
        <CaptionBand snapshot={snapshot} spoken={spoken} next={next ?? null} />
        {children}
      </div>
      {work !== undefined && <div className="stage-work">{work}</div>}
      {(actions.length > 0 || keys !== undefined) && (
        <div className="stage-actions">
          {keys ??
            actions.map(({ intent, label: id, tone }) => (
              <Key key={intent} id={`stage.${intent}`} tone={tone} onTap={() => send({ type: intent })}>
                {label(id)}
              </Key>
            ))}
        </div>
      )}
    </main>
  );
};
