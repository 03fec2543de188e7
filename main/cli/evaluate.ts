import { writeFileSync } from 'node:fs';
import { evaluateFace, evaluateVein } from '../../models/evaluate/index.ts';
import { oneOf, readArguments, required, wholeNumber } from './arguments.ts';
import { UsageError } from './usage.ts';
import type { Command } from './command.ts';

/** `yinling evaluate face` and `yinling evaluate vein`: a recogniser measured on labelled pictures. */
export const evaluateCommand: Command = async ([kind, ...args], signal) => {
  if (kind === 'face') return evaluateFaces(args, signal);
  if (kind === 'vein') return evaluateVeins(args, signal);
  throw new UsageError('evaluate takes one kind: face or vein');
};

const evaluateFaces: Command = async (args) => {
  const { values, positionals } = readArguments(args, { pairs: 'string', liveness: 'string', det: 'string' });
  refuseWords(positionals);
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

const evaluateVeins: Command = async (args, signal) => {
  const { values, positionals } = readArguments(args, {
    dir: 'string',
    roi: 'string',
    axis: 'string',
    'finger-width': 'string',
    length: 'string',
    impostors: 'string',
    score: 'string',
    strict: 'boolean',
    det: 'string',
  });
  refuseWords(positionals);
  const fingerWidth = wholeNumber(values['finger-width'], 'finger-width', 20, 4000);
  const length = wholeNumber(values.length, 'length', 120, 300);
  const maxImpostors = wholeNumber(values.impostors, 'impostors', 1, 10_000_000);
  const progress = progressLine();
  const evaluation = await evaluateVein({
    dir: required(values.dir, 'dir'),
    roi: oneOf(values.roi, 'roi', ['find', 'given']),
    ...(values.axis === undefined ? {} : { axis: oneOf(values.axis, 'axis', ['horizontal', 'vertical']) }),
    score: oneOf(values.score, 'score', ['normed', 'aligned', 'crop-strips']),
    strict: values.strict,
    ...(fingerWidth === undefined ? {} : { fingerWidth }),
    ...(length === undefined ? {} : { length }),
    ...(maxImpostors === undefined ? {} : { maxImpostors }),
    signal,
    onProgress: (step, done, total) => progress.show(done, total, step),
  });
  progress.end();
  if (!evaluation.ok) return evaluation;
  const { detCurve, ...figures } = evaluation.value;
  if (values.det !== undefined) writeFileSync(values.det, detCurve);
  return { ok: true, ...figures };
};

function refuseWords(words: readonly string[]): void {
  if (words.length > 0) throw new UsageError('evaluate takes one kind: face or vein');
}

/** One line on stderr that is written over, at most ten times a second; nothing when stderr is no terminal. */
function progressLine(): { show(done: number, total: number, what?: string): void; end(): void } {
  let last = 0;
  const live = process.stderr.isTTY;
  return {
    show: (done, total, what = 'pictures') => {
      const now = performance.now();
      if (!live || (now - last < 100 && done < total)) return;
      last = now;
      process.stderr.write(`\r${done} of ${total} ${what}\x1b[K`);
    },
    end: () => {
      if (live) process.stderr.write('\n');
    },
  };
}
