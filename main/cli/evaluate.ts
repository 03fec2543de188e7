import { writeFileSync } from 'node:fs';
import { evaluateFace } from '../../models/evaluate/index.ts';
import { readArguments, required } from './arguments.ts';
import { UsageError } from './usage.ts';
import type { Command } from './command.ts';

/** `yinling evaluate face`: the recogniser measured on labelled pairs. */
export const evaluateCommand: Command = async (args) => {
  const { values, positionals } = readArguments(args, { pairs: 'string', liveness: 'string', det: 'string' });
  if (positionals.length !== 1 || positionals[0] !== 'face')
    throw new UsageError('evaluate takes one kind: face');
  const progress = progressLine();
  const evaluation = await evaluateFace({
    pairsCsv: required(values.pairs, 'pairs'),
    ...(values.liveness === undefined ? {} : { livenessDir: values.liveness }),
    onProgress: progress.show,
  });
  progress.end();
  if (!evaluation.ok) return evaluation;
  const { detCurve, ...figures } = evaluation.value;
  if (values.det !== undefined) writeFileSync(values.det, detCurve);
  return { ok: true, ...figures };
};

/** One line on stderr that is written over, at most ten times a second; nothing when stderr is no terminal. */
function progressLine(): { show(done: number, total: number): void; end(): void } {
  let last = 0;
  const live = process.stderr.isTTY;
  return {
    show: (done, total) => {
      const now = performance.now();
      if (!live || (now - last < 100 && done < total)) return;
      last = now;
      process.stderr.write(`\r${done} of ${total} pictures`);
    },
    end: () => {
      if (live) process.stderr.write('\n');
    },
  };
}
