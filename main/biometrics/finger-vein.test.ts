import { randomBytes } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { type CaptureFault, captureFrame } from '../../fixtures/finger-vein/capture.ts';
import { type Failure, fail, ok, type Result } from '../contract/failure.ts';
import type { FingerName } from '../contract/vein.ts';
import type { EnrolFingerOutcome, VeinProgress } from '../ports/finger-vein.ts';
import type { SealedTemplate } from '../ports/sealed-template.ts';
import type { VeinScannerEvent, VeinScannerIdentity, VeinScannerLine } from '../ports/vein-scanner.ts';
import { fingerVein } from './finger-vein.ts';
import { KeyHolder } from './key-holder.ts';
import { openMakerTemplates, sealMakerTemplates } from './maker-templates.ts';
import { VeinChecks } from './vein-checks.ts';

const failure = (code: string): Failure => ({ code, action: 'reset', message: 'told by the test' });
const geometry = { axis: 'horizontal', fingerWidth: 100, length: 300, roi: 'find' } as const;
const pictures: VeinScannerIdentity = {
  ...{ model: 'XG-V6', maker: 'xg', gives: 'image', maxTemplates: 1, geometry, simulated: true },
};
const module_: VeinScannerIdentity = {
  ...{
    model: 'H-1E',
    maker: 'hitachi-h1e',
    gives: 'feature',
    maxTemplates: 6,
    geometry: null,
    simulated: false,
  },
};

type Laying = { finger: number; capture: number; fault?: CaptureFault } | Failure | 'tooHigh' | 'slow';

/** The vision worker's own objects in this process, and a scanner that is laid on what the test says. */
function bench(
  identity: VeinScannerIdentity,
  layings: Laying[],
  vision: Partial<Record<string, Failure>> = {},
) {
  const keys = new KeyHolder();
  keys.take(Uint8Array.from(key));
  const checks = new VeinChecks(keys);
  const calls: string[] = [];
  const listeners = new Set<(event: VeinScannerEvent) => void>();
  const emit = (kind: VeinScannerEvent['kind']): void => {
    for (const listener of listeners) listener({ kind, step: 1, of: 1 });
  };
  const greys: Uint8Array[] = [];
  const seenByModule: Uint8Array[] = [];
  const hand = {
    /** What the module makes of one laying, and what a comparison with these templates says. */
    made: [] as Uint8Array[],
    compare: (_templates: readonly Uint8Array[]): number | null => null,
    lifts: 0,
  };
  const api: Record<string, (input: never) => Result<unknown>> = {
    veinStart: (input) => checks.start(input),
    veinLook: (input) => checks.look(input),
    veinEnd: ({ checkId }: { checkId: string }) => ok(checks.end(checkId)),
    veinSealMaker: (input) => sealMakerTemplates(keys, input),
    veinOpenMaker: (input) => openMakerTemplates(keys, input),
  };
  const laid = (): Result<Exclude<Laying, Failure | 'slow'>> => {
    emit('presentFinger');
    const next = layings.shift() ?? failure('E2606');
    if (typeof next === 'object' && 'code' in next) return fail(next);
    emit('fingerDetected');
    return next === 'slow' ? fail(failure('E2607')) : ok(next);
  };
  const scanner: VeinScannerLine = {
    identity: async () => ok(identity),
    capture: async () => {
      const told = laid();
      if (!told.ok) return told;
      if (told.value === 'tooHigh') return ok({ kind: 'retry', guidance: 'tooHigh' });
      const { width, height, data } = captureFrame(told.value, 320, 160, 100);
      greys.push(data);
      return ok({ kind: 'image', width, height, grey: data });
    },
    fingerGone: async () => {
      emit('removeFinger');
      hand.lifts += 1;
      return ok(undefined);
    },
    enrolMaker: async () => {
      const told = laid();
      if (!told.ok) return told;
      if (told.value === 'tooHigh') return ok({ kind: 'retry', guidance: 'tooHigh' });
      return ok({ kind: 'templates', templates: hand.made });
    },
    verifyMaker: async (templates) => {
      const told = laid();
      if (!told.ok) return told;
      if (told.value === 'tooHigh') return ok({ kind: 'retry', guidance: 'tooHigh' });
      seenByModule.push(...templates);
      const matched = hand.compare(templates);
      for (const template of templates) template.fill(0);
      return ok({ kind: 'compared', matched });
    },
    onEvent: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  const port = fingerVein({
    vision: {
      call: async (method: string, input: never) => {
        calls.push(method);
        const broken = vision[method];
        return broken ? fail(broken) : api[method]!(input);
      },
    } as never,
    scanner,
    offered: true,
    tryLimitMs: 30_000,
    enrolLimitMs: 60_000,
  });
  const progress: VeinProgress[] = [];
  const stop = new AbortController();
  const tell = (step: VeinProgress): void => void progress.push(step);
  return {
    ...{ hand, calls, greys, seenByModule, progress, stop, listeners },
    check: (templates: SealedTemplate[]) => port.check({ subject: 'aa', templates }, tell, stop.signal),
    enrol: (finger: FingerName, others: SealedTemplate[] = []) =>
      port.enrol({ subject: 'aa', finger, others }, tell, stop.signal),
    words: () => progress.map(({ guidance }) => guidance),
  };
}

const key = randomBytes(32);
const layingsOf = (finger: number, from: number, count: number): Laying[] =>
  Array.from({ length: count }, (_, i) => ({ finger, capture: from + i }));
const templateOf = (told: Result<EnrolFingerOutcome>): SealedTemplate => {
  if (!told.ok || told.value.kind !== 'enrolled') throw new Error(JSON.stringify(told));
  return told.value.template;
};

let index: SealedTemplate;
let enrolWords: string[];
let enrolProgress: VeinProgress[];

beforeAll(async () => {
  const on = bench(pictures, layingsOf(3001, 0, 12));
  index = templateOf(await on.enrol('rightIndex'));
  enrolWords = on.words();
  enrolProgress = on.progress;
});

describe('a finger of which the scanner gives pictures', () => {
  it('is enrolled with lift and lay, counted one by one', () => {
    expect(enrolWords.slice(0, 5)).toEqual([
      'starting',
      'layFinger',
      'holdStill',
      'liftFinger',
      'liftFinger',
    ]);
    expect(enrolProgress.map(({ captured }) => captured)).toEqual(
      enrolProgress.map(({ captured }) => captured).toSorted((a, b) => a - b),
    );
    expect(enrolProgress.at(-1)).toEqual({ guidance: 'done', captured: 5, of: 5 });
    expect(index).toMatchObject({ finger: 'rightIndex', subject: 'aa' });
  });

  it('is known again; no picture and no listener is left', async () => {
    const on = bench(pictures, layingsOf(3001, 40, 1));
    expect(await on.check([index])).toMatchObject({
      value: {
        ...{ decision: 'same', finger: 'rightIndex', threshold: 6.3, causes: [] },
        ...{ method: { id: 'aligned-strips-t-norm' }, scanner: { model: 'XG-V6', simulated: true } },
      },
    });
    expect(on.words()).toEqual(['starting', 'layFinger', 'holdStill', 'done']);
    expect(on.greys.every((grey) => grey.every((level) => level === 0))).toBe(true);
    expect(on.calls).toEqual(['veinStart', 'veinLook', 'veinEnd']);
    expect(on.listeners.size).toBe(0);
  });

  it('of somebody else is not similar, and is lifted before the answer', async () => {
    const on = bench(pictures, layingsOf(3002, 0, 1));
    expect(await on.check([index])).toMatchObject({
      value: { decision: 'different', causes: ['notSimilar'] },
    });
    expect(on.words().at(-1)).toBe('liftFinger');
    expect(on.hand.lifts).toBe(1);
  });

  it('laid badly is told until it is laid again, and costs nothing', async () => {
    const rotated = { finger: 3001, capture: 41, fault: 'rotated' } as const;
    const on = bench(pictures, ['tooHigh', rotated, ...layingsOf(3001, 42, 1)]);
    expect(await on.check([index])).toMatchObject({ value: { decision: 'same' } });
    expect(on.words()).toEqual([
      ...['starting', 'layFinger', 'holdStill', 'tooHigh', 'holdStill', 'rotated', 'holdStill', 'done'],
    ]);
  });

  it('that never comes, or never well, ends the try with that cause', async () => {
    const none = await bench(pictures, [failure('E2607')]).check([index]);
    expect(none).toMatchObject({ value: { decision: 'unsure', causes: ['noFinger'], z: 0, threshold: 6.3 } });
    const high = await bench(pictures, ['tooHigh', failure('E2607')]).check([index]);
    expect(high).toMatchObject({ value: { causes: ['tooHigh'] } });
    const enrolment = await bench(pictures, [failure('E2607')]).enrol('rightIndex');
    expect(enrolment).toEqual(ok({ kind: 'again', problem: 'timeUp' }));
  });

  it('that lay there and of which nothing came is the scanner’s slowness, and no try of the person', async () => {
    expect(await bench(pictures, ['slow']).check([index])).toMatchObject({ error: { code: 'E2602' } });
    const lateLooks = await bench(pictures, ['tooHigh', failure('E2602')]).check([index]);
    expect(lateLooks).toMatchObject({ error: { code: 'E2602' } });
  });

  it('is no try of the person when the scanner or a worker goes away', async () => {
    expect(await bench(pictures, [failure('E2615')]).check([index])).toMatchObject({
      error: { code: 'E2615' },
    });
    const died = bench(pictures, layingsOf(3001, 0, 1), { veinLook: failure('E9001') });
    expect(await died.check([index])).toMatchObject({ error: { code: 'E9001' } });
    expect(died.calls.at(-1)).toBe('veinEnd');
    const refused = bench(pictures, layingsOf(3001, 0, 1), { veinStart: failure('E5211') });
    expect(await refused.check([index])).toMatchObject({ error: { code: 'E5211' } });
  });

  it('enrolled twice is a duplicate', async () => {
    const on = bench(pictures, layingsOf(3001, 60, 3));
    expect(await on.enrol('rightMiddle', [index])).toEqual(ok({ kind: 'again', problem: 'duplicate' }));
  });
});

describe('a finger that only the module of its maker compares', () => {
  const one = { finger: 1, capture: 0 };
  const made = (byte: number) => [0, 1, 2].map((i) => new Uint8Array(536).fill(byte + i));
  let left: SealedTemplate;

  it('is enrolled, laid against once more, and sealed', async () => {
    const on = bench(module_, ['tooHigh', one, one]);
    const templates = made(10);
    on.hand.made = templates;
    on.hand.compare = (given) => (given.length === 3 ? 1 : null);
    left = templateOf(await on.enrol('leftIndex'));
    expect(left).toMatchObject({ device: 'templates hitachi-h1e', finger: 'leftIndex' });
    expect([...templates, ...on.seenByModule].every((bytes) => bytes.every((byte) => byte === 0))).toBe(true);
    expect(on.words()).toContain('tooHigh');
  });

  it('is known again, or not', async () => {
    const on = bench(module_, [one, one]);
    on.hand.compare = (given) => given.findIndex((template) => template[0] === 11);
    expect(await on.check([left])).toMatchObject({
      value: { decision: 'same', finger: 'leftIndex', method: { id: 'hitachi-h1e' }, checks: [] },
    });
    expect(on.seenByModule.every((bytes) => bytes.every((byte) => byte === 0))).toBe(true);
    on.hand.compare = () => null;
    expect(await on.check([left])).toMatchObject({ value: { decision: 'different', finger: null } });
  });

  it('is refused when the layings are of two fingers, or one that is enrolled already', async () => {
    const on = bench(module_, [one, one]);
    on.hand.made = made(30);
    expect(await on.enrol('rightIndex')).toEqual(ok({ kind: 'again', problem: 'inconsistent' }));
    const twice = bench(module_, [one, one]);
    twice.hand.made = made(30);
    twice.hand.compare = () => 2;
    expect(await twice.enrol('rightIndex', [left])).toEqual(ok({ kind: 'again', problem: 'duplicate' }));
  });

  it('takes as many layings as the module needs, and tells when the time is up', async () => {
    const single = { ...module_, maker: 'xg', maxTemplates: 1 } as const;
    const sealed = await bench(single, [one]);
    sealed.hand.made = [new Uint8Array(900).fill(5)];
    const index_ = templateOf(await sealed.enrol('rightIndex'));
    const second = bench(single, [one, one]);
    second.hand.made = [new Uint8Array(900).fill(6)];
    const middle = templateOf(await second.enrol('rightMiddle', [index_]));
    const on = bench(single, [one, one]);
    on.hand.compare = ([template]) => (template![0] === 6 ? 0 : null);
    expect(await on.check([index_, middle])).toMatchObject({ value: { finger: 'rightMiddle' } });
    expect(await bench(single, [failure('E2607')]).check([index_])).toMatchObject({
      value: { decision: 'unsure', causes: ['noFinger'] },
    });
  });

  it('is what is left when a scanner refuses its pictures', async () => {
    const on = bench({ ...pictures, maxTemplates: 1 }, [failure('E2616'), one]);
    on.hand.made = [new Uint8Array(900).fill(5)];
    expect(templateOf(await on.enrol('rightIndex'))).toMatchObject({ device: 'templates xg' });
  });
});
