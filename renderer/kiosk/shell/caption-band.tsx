import type { KioskSnapshot } from '../../../main/contract/snapshot.ts';
import type { Run } from '../../../main/contract/texts/format.ts';
import type { Spoken } from '../voice/highlight.ts';
import { splitRun } from '../voice/highlight.ts';
import { shownCaption, shownPromptId } from './prompt-view.ts';

interface CaptionBandProps {
  readonly snapshot: KioskSnapshot;
  readonly spoken: Spoken | null;
  readonly next: string | null;
}

/**
 * The prompt as caption, one line per sentence, with the spoken word marked. Below it who helps (setbacks) or what
 * happens next.
 */
export const CaptionBand = ({ snapshot, spoken, next }: CaptionBandProps) => {
  const caption = shownCaption(snapshot);
  const word = spoken?.promptId === shownPromptId(snapshot) ? spoken : null;
  const words = (runs: readonly Run[]) =>
    runs.map((run) => {
      const [before, marked, after] = splitRun(run.text, run.spokenAt, word);
      return (
        <span key={`${run.spokenAt}${run.text}`}>
          {before}
          {marked === '' ? null : <mark>{marked}</mark>}
          {after}
        </span>
      );
    });
  return (
    <>
      <h1 className="caption" aria-live="polite">
        {caption.lines.map((line) => (
          <span className="sentence" key={line.map((run) => run.text).join('')}>
            {words(line)}
          </span>
        ))}
      </h1>
      {caption.helper.length > 0 ? (
        <p className="next helper">{words(caption.helper)}</p>
      ) : (
        next !== null && <p className="next">{next}</p>
      )}
    </>
  );
};
