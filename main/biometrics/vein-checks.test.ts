import { randomBytes } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { type CaptureFault, captureFrame } from '../../fixtures/finger-vein/capture.ts';
import { captureBurst } from '../../fixtures/finger-vein/burst.ts';
import type { FingerName } from '../contract/vein.ts';
import type { SealedTemplate } from '../ports/sealed-template.ts';
import { KeyHolder } from './key-holder.ts';
import { openMakerTemplates, sealMakerTemplates } from './maker-templates.ts';
import { VeinChecks } from './vein-checks.ts';
import { sealedTemplateSchema, type VeinSeen } from './vein-api.ts';

const geometry = { axis: 'horizontal', fingerWidth: 100, length: 300, roi: 'find' } as const;
const scanner = { model: 'XG-V6', maker: 'xg', geometry } as const;
const clock = { now: () => Date.parse('2026-03-01T09:30:00+08:00') };
const key = randomBytes(32);

function holder(bytes = key): KeyHolder {
  const keys = new KeyHolder(clock);
  expect(keys.take(Uint8Array.from(bytes)).ok).toBe(true);
  return keys;
}

const picture = (finger: number, capture: number, fault?: CaptureFault) => {
  const { width, height, data } = captureFrame(
    { finger, capture, ...(fault ? { fault } : {}) },
    ...([320, 160, 100] as const),
  );
  return { width, height, grey: data };
};

function enrolled(checks: VeinChecks, finger: number, name: FingerName, others: SealedTemplate[] = []) {
  const started = checks.start({
    ...{ kind: 'enrol', checkId: `enrol ${finger}`, subject: 'aa', finger: name, others, scanner },
  });
  expect(started).toMatchObject({ ok: true, value: { of: 5 } });
  for (let capture = 0; ; capture++) {
    const seen = checks.look({ checkId: `enrol ${finger}`, ...picture(finger, capture) });
    if (!seen.ok) throw new Error(seen.error.message);
    if (seen.value.outcome) {
      checks.end(`enrol ${finger}`);
      return seen.value.outcome;
    }
  }
}

const templateOf = (outcome: NonNullable<VeinSeen['outcome']>): SealedTemplate => {
  if (outcome.kind !== 'enrolled') throw new Error(outcome.kind);
  return outcome.template;
};

let checks: VeinChecks;
let index: SealedTemplate;
let middle: SealedTemplate;
const start = (templates: SealedTemplate[], subject = 'aa', with_: object = scanner) =>
  checks.start({ kind: 'check', checkId: 'try', subject, templates, scanner: with_ });

beforeAll(() => {
  checks = new VeinChecks(holder());
  index = templateOf(enrolled(checks, 2001, 'rightIndex'));
  middle = templateOf(enrolled(checks, 2002, 'rightMiddle', [index]));
});

describe('the vision worker and fingers', () => {
  test('enrols to a sealed record that says what it is', () => {
    expect(sealedTemplateSchema.safeParse(index).success).toBe(true);
    expect(index).toMatchObject({
      subject: 'aa',
      kind: 'fingerVein',
      finger: 'rightIndex',
      device: 'image XG-V6 horizontal 100 300 find',
      version: 1,
      madeAt: '2026-03-01T09:30:00+08:00',
    });
    // 12 nonce, 16 tag, 27 head, 5 name, five maps of 2,500.
    expect(index.box).toHaveLength(28 + 27 + 5 + 5 * 2500);
  });

  test('refuses the same finger twice', () => {
    expect(enrolled(checks, 2001, 'leftIndex', [index, middle])).toEqual({
      kind: 'again',
      problem: 'duplicate',
    });
  });

  test('knows which finger it was, overwrites the picture, and refuses a stranger', () => {
    expect(start([index, middle])).toMatchObject({ ok: true, value: { threshold: 6.6 } });
    const laid = picture(2002, 40);
    expect(checks.look({ checkId: 'try', ...laid })).toMatchObject({
      value: {
        captured: 1,
        outcome: { kind: 'compared', decision: 'same', finger: 'rightMiddle', causes: [], threshold: 6.6 },
      },
    });
    expect(laid.grey.every((level) => level === 0)).toBe(true);
    checks.end('try');
    start([index, middle]);
    const stranger = checks.look({ checkId: 'try', ...picture(2003, 0) });
    expect(stranger).toMatchObject({ value: { outcome: { decision: 'different', causes: ['notSimilar'] } } });
    checks.end('try');
  });

  test('a finger laid badly is told and costs no comparison; a picture sent again and again is not live', () => {
    start([index]);
    expect(checks.look({ checkId: 'try', ...picture(2001, 50, 'rotated') })).toMatchObject({
      value: { guidance: 'rotated', outcome: null },
    });
    const frames = captureBurst(
      { finger: 2001, capture: 51 },
      { pictures: 3, everyMs: 100, what: 'frozen' },
      ...([320, 160, 100] as const),
    );
    expect(checks.look({ checkId: 'try', ...picture(2001, 51), frames })).toMatchObject({
      value: { outcome: { decision: 'unsure', causes: ['notLive'] } },
    });
    expect(frames.every(({ grey }) => grey.every((level) => level === 0))).toBe(true);
    checks.end('try');
  });

  test('answers E5211 until the key is there, and takes nothing else for a key', () => {
    const keys = new KeyHolder(clock);
    const early = new VeinChecks(keys);
    expect(early.start({})).toMatchObject({ error: { code: 'E5211' } });
    expect(keys.take(new Uint8Array(16))).toMatchObject({ error: { code: 'E5201' } });
    expect(openMakerTemplates(keys, {})).toMatchObject({ error: { code: 'E5211' } });
    const given = Uint8Array.from(key);
    keys.take(given);
    expect(given.every((byte) => byte === 0)).toBe(true);
    expect(early.start({})).toMatchObject({ error: { code: 'E5201' } });
  });

  test('opens nothing that belongs to somebody else, was changed, or was sealed by another terminal', () => {
    expect(start([index], 'bb')).toMatchObject({ error: { code: 'E5212' } });
    expect(start([{ ...index, subject: 'bb' }], 'bb')).toMatchObject({ error: { code: 'E5212' } });
    expect(start([{ ...index, finger: 'leftIndex' }])).toMatchObject({ error: { code: 'E5212' } });
    expect(
      new VeinChecks(holder(randomBytes(32))).start({
        ...{ kind: 'check', checkId: 'x', subject: 'aa', templates: [index], scanner },
      }),
    ).toMatchObject({ error: { code: 'E5212' } });
    // A record that does not open does not stand in the way of one that does.
    expect(start([{ ...index, recordId: 'other' }, middle])).toMatchObject({
      ok: true,
      value: { threshold: 6.3 },
    });
    checks.end('try');
  });

  test('compares only with pictures of the same kind of scanner', () => {
    const other = { ...scanner, geometry: { ...geometry, fingerWidth: 120 } };
    expect(start([index], 'aa', other)).toMatchObject({ error: { code: 'E5213' } });
    expect(start([index], 'aa', { ...scanner, geometry: null })).toMatchObject({ error: { code: 'E5213' } });
    expect(start([], 'aa')).toMatchObject({ error: { code: 'E5213' } });
  });

  test('knows its checks, and takes no picture of another size', () => {
    expect(checks.look({ checkId: 'none', ...picture(2001, 0) })).toMatchObject({ error: { code: 'E5214' } });
    start([index]);
    expect(start([index])).toMatchObject({ error: { code: 'E5215' } });
    const { grey } = picture(2001, 0);
    expect(checks.look({ checkId: 'try', width: 300, height: 160, grey })).toMatchObject({
      error: { code: 'E5216' },
    });
    expect(grey.every((level) => level === 0)).toBe(true);
    expect(checks.look({ checkId: 'try' })).toMatchObject({ error: { code: 'E5201' } });
    checks.end('try');
    checks.end('try');
  });
});

describe('templates of a maker', () => {
  const maker = { model: 'H-1E', maker: 'hitachi-h1e', geometry: null } as const;
  const made = (byte: number) => [new Uint8Array(536).fill(byte), new Uint8Array(536).fill(byte + 1)];

  test('are sealed as they are, and opened for that maker and person only', () => {
    const keys = holder();
    const templates = made(7);
    const sealed = sealMakerTemplates(keys, {
      subject: 'aa',
      finger: 'leftIndex',
      scanner: maker,
      templates,
    });
    if (!sealed.ok) throw new Error(sealed.error.message);
    expect(templates.every((template) => template.every((byte) => byte === 0))).toBe(true);
    expect(Buffer.from(sealed.value.box).includes(Buffer.alloc(64, 7))).toBe(false);
    const open = (subject: string, scanner_: object) =>
      openMakerTemplates(keys, { subject, scanner: scanner_, templates: [index, sealed.value] });
    expect(open('aa', maker)).toEqual({
      ok: true,
      value: { templates: made(7).map((bytes) => ({ finger: 'leftIndex', bytes })) },
    });
    expect(open('bb', maker)).toMatchObject({ error: { code: 'E5212' } });
    expect(open('aa', { ...maker, maker: 'xg' })).toMatchObject({ error: { code: 'E5213' } });
  });
});
