import { err, failure, ok, type Result } from '../../../kit/result.ts';
import { printerErrors } from '../../errors.ts';
import { type PrintJob, type PrintLine, printJobSchema } from '../../print-job.ts';

/** A job that may be printed, or E4019 with the place of the fault (never its value: that may be a person's name). */
export function checkJob(input: unknown): Result<PrintJob> {
  const parsed = printJobSchema.safeParse(input);
  if (!parsed.success) return err(failure(printerErrors, 'E4019', parsed.error.issues[0]!.path.join('.')));
  if (parsed.data.lines.some((line) => Object.values(line).some(isBroken)))
    return err(
      failure(printerErrors, 'E4019', 'a text holds U+FFFD, half a character or a control character'),
    );
  return ok(parsed.data);
}

/** U+FFFD stands for a character that somebody could not read; a control character would be a command. */
const isBroken = (value: unknown): boolean =>
  typeof value === 'string' &&
  (!value.isWellFormed() || [...value].some((char) => char === '\uFFFD' || (char < ' ' && char !== '\n')));

/** A slip that was sent before says so, unless whoever composed it has already written it there. */
export function markReprint(job: PrintJob, sentBefore: number): PrintJob {
  if (sentBefore === 0 || job.lines.some((line) => line.kind === 'text' && line.text.includes('补打')))
    return job;
  const mark: PrintLine = {
    kind: 'text',
    text: `补打，第${sentBefore}次`,
    size: 'body',
    align: 'center',
    invert: true,
  };
  return { ...job, lines: [mark, { kind: 'gap', mm: 2 }, ...job.lines] };
}
