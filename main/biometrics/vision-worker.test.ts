import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { captureFrame } from '../../fixtures/finger-vein/capture.ts';
import { portraitFile } from '../../models/kit/testing/portrait.ts';
import { handTemplateKey } from '../app/template-key.ts';
import { noLog } from '../log/log.ts';
import type { SealedTemplate } from '../ports/sealed-template.ts';
import { connectWorker, type WorkerConnection } from '../workers/connect-worker.ts';
import { workerEntries } from '../workers/entries.ts';
import { forkLauncher } from '../workers/fork-launcher.ts';
import { type VisionApi, type VisionEvents, visionAnswers } from './vision-api.ts';

/** The vision worker as a process of its own, as the terminal runs it. */
const LIMIT = { limitMs: 60_000 };
const key = randomBytes(32);
const geometry = { axis: 'horizontal', fingerWidth: 100, length: 300, roi: 'find' } as const;
const scanner = { model: 'XG-V6', maker: 'xg', geometry } as const;
let vision: WorkerConnection<VisionApi, VisionEvents>;
const said: string[] = [];

beforeAll(() => {
  vision = connectWorker<VisionApi, VisionEvents>({
    name: 'vision',
    launcher: forkLauncher({ entries: workerEntries(), onOutput: (_name, line) => said.push(line) }),
    argument: { imageOps: 'opencv-js' },
    answers: visionAnswers,
    events: {},
    log: noLog,
    times: { startLimitMs: 60_000, silenceLimitMs: 60_000 },
  });
});
afterAll(() => vision.stop());

const look = (checkId: string, finger: number, capture: number) => {
  const { width, height, data } = captureFrame({ finger, capture }, 320, 160, 100);
  return vision.call('veinLook', { checkId, width, height, grey: data }, LIMIT);
};
const check = (checkId: string, templates: SealedTemplate[]) =>
  vision.call('veinStart', { kind: 'check', checkId, subject: 'aa', templates, scanner }, LIMIT);

it('opens nothing before it has the key, then enrols and knows the finger, and has its key again after it died', {
  timeout: 180_000,
}, async () => {
  const start = {
    kind: 'enrol',
    checkId: 'e',
    subject: 'aa',
    finger: 'leftIndex',
    others: [],
    scanner,
  } as const;
  expect(await vision.call('veinStart', { ...start, others: [] }, LIMIT)).toMatchObject({
    error: { code: 'E5211' },
  });
  handTemplateKey(vision, () => Uint8Array.from(key), noLog);
  expect(await vision.call('veinStart', { ...start, others: [] }, LIMIT)).toMatchObject({ value: { of: 5 } });
  let template: SealedTemplate | null = null;
  for (let capture = 0; template === null; capture++) {
    const seen = await look('e', 3101, capture);
    if (!seen.ok) throw new Error(seen.error.message);
    if (seen.value.outcome?.kind === 'enrolled') ({ template } = seen.value.outcome);
    else expect(seen.value.outcome).toBeNull();
  }
  await vision.call('veinEnd', { checkId: 'e' }, LIMIT);

  expect(await check('c', [template])).toMatchObject({ ok: true });
  const { pid } = vision;
  vision.kill('SIGKILL');
  expect(await look('c', 3101, 40)).toMatchObject({ ok: false });
  // The check died with its process; the key is there again before whatever is asked next.
  expect(await check('d', [template])).toMatchObject({ ok: true });
  expect(vision.pid).not.toBe(pid);
  expect(await look('c', 3101, 40)).toMatchObject({ error: { code: 'E5214' } });
  expect(await look('d', 3101, 40)).toMatchObject({ value: { outcome: { decision: 'same' } } });
  await vision.call('veinEnd', { checkId: 'd' }, LIMIT);

  // A finger is no face, and a face that does not open leaves the check to the next reference.
  const face = { checkId: 'f', ageBand: '60plus', challenge: 'turn', liveness: 'simulated' } as const;
  expect(
    await vision.call(
      'startFaceCheck',
      { ...face, enrolFor: 'aa', reference: { kind: 'sealed', template } },
      LIMIT,
    ),
  ).toMatchObject({ error: { code: 'E5105' } });
  const bytes = await readFile(portraitFile);
  expect(
    await vision.call(
      'startFaceCheck',
      { ...face, enrolFor: 'aa', reference: { kind: 'image', bytes } },
      LIMIT,
    ),
  ).toMatchObject({ ok: true });
  expect(said).toEqual([]);
});
