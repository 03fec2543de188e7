import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { people } from '../../../fixtures/people/people.ts';
import type { CertificationSubmission, Verified } from '../../ports/authority.ts';
import { addDays, addMonths, shanghaiDate, shanghaiTime } from '../../contract/calendar.ts';
import {
  type EmbeddedAuthority,
  type EmbeddedAuthorityOptions,
  openEmbeddedAuthority,
} from './embedded-authority.ts';
import { loadRules } from './rules.ts';

const png = Buffer.from('iVBORw0KGgoAAAANSUhEUg==', 'base64');
let now = Date.parse('2026-11-22T10:00:00+08:00');
const clock = { now: () => now };
let dir: string;
let authority: EmbeddedAuthority;
const never = new AbortController().signal;

function open(change: Partial<EmbeddedAuthorityOptions> = {}): EmbeddedAuthority {
  const file = join(dir, 'authority.db');
  const opened = openEmbeddedAuthority({ file, clock, portrait: async () => png, ...change });
  if (!opened.ok) throw new Error(opened.error.message);
  return opened.value;
}

const demo = people[0] as (typeof people)[number];
const byFace: Verified = {
  method: 'face',
  similarity: 0.61,
  threshold: 0.4,
  liveness: 'live',
  reference: 'authority',
  models: [{ id: 'a', sha256: 'f'.repeat(64) }],
};
const byFinger: Verified = {
  method: 'fingerVein',
  z: 7.2,
  threshold: 4.5,
  finger: 'rightIndex',
  algorithm: { id: 'maximum-curvature', version: 1 },
  scanner: { model: 'S-1', simulated: true },
  checks: [{ check: 'movement', result: 'passed', value: 0.4 }],
};
const submission = (change: Partial<CertificationSubmission> = {}): CertificationSubmission => ({
  idempotencyKey: 'key-1',
  visitId: 'visit-1',
  idNumber: demo.idNumber,
  name: demo.name,
  verified: byFace,
  terminalId: 'T-1',
  verifiedAt: shanghaiTime(now),
  ...change,
});
const person = (id: string) => people.find((p) => p.id === id) as (typeof people)[number];
const of = (id: string) => ({ idNumber: person(id).idNumber, name: person(id).name });

beforeEach(() => {
  now = Date.parse('2026-11-22T10:00:00+08:00');
  dir = mkdtempSync(join(tmpdir(), 'authority-'));
  authority = open();
});
afterEach(() => {
  authority.close();
  rmSync(dir, { recursive: true });
});

describe('looking up', () => {
  it('tells every invented person their standing, today and half a year later', async () => {
    for (const later of [0, 183]) {
      now += later * 86_400_000;
      for (const one of people) {
        const record = await authority.lookUp(one.idNumber, never);
        expect(record, one.id).toMatchObject({ ok: true, value: { standing: { kind: one.standing.kind } } });
      }
    }
  });

  it('gives the photo on record, or none', async () => {
    const photoOf = async (id: string) => {
      const record = await authority.lookUp(person(id).idNumber, never);
      return record.ok ? record.value.photo : 'failed';
    };
    expect(await photoOf('wang-guizhi')).toEqual(new Uint8Array(png));
    expect(await photoOf('qin-shouren')).toBeNull();
  });

  it('knows nobody outside its register, and a sealed card once the list is loaded', async () => {
    const standing = async (idNumber: string) => {
      const record = await authority.lookUp(idNumber, never);
      return record.ok ? record.value.standing : record;
    };
    expect(await standing('999900200001010000')).toEqual({ kind: 'needsStaff', reason: 'notFound' });
    expect(await standing("' OR 1=1 --")).toEqual({ kind: 'needsStaff', reason: 'notFound' });
    expect(authority.loadSealedCards([demo.idNumber])).toEqual({ ok: true, value: 1 });
    expect(await standing(demo.idNumber)).toEqual({ kind: 'needsStaff', reason: 'cardSealed' });
    expect(authority.loadSealedCards([])).toEqual({ ok: true, value: 0 });
    expect(await standing(demo.idNumber)).toMatchObject({ kind: 'due' });
    for (const bad of [null, 'x', [1], ['<script>']]) {
      expect(authority.loadSealedCards(bad)).toMatchObject({ error: { code: 'E6006' } });
    }
  });

  it('lists who is to be reminded, people of 80 and over first', () => {
    const list = authority.reminders();
    expect(list.map((r) => r.name)).toContain('赵秀岚');
    expect(list.map((r) => r.name)).not.toContain('李长顺');
    const firstYoung = list.findIndex((r) => r.age < 80);
    expect(list.slice(firstYoung).every((r) => r.age < 80)).toBe(true);
    expect(list[0]?.age).toBeGreaterThanOrEqual(80);
  });
});

describe('submitting', () => {
  it('certifies until the same day next year, and says so when asked again', async () => {
    const answer = await authority.submit(submission(), never);
    expect(answer).toEqual({
      ok: true,
      value: {
        kind: 'accepted',
        receiptNumber: 'RZ20261122-000001-7',
        certifiedUntil: '2027-11-22',
        nextDue: '2027-11-22',
      },
    });
    const standing = { kind: 'certified', until: '2027-11-22', method: 'face' };
    expect(await authority.lookUp(demo.idNumber, never)).toMatchObject({ value: { standing } });
    authority.close();
    authority = open();
    expect(await authority.lookUp(demo.idNumber, never)).toMatchObject({ value: { standing } });
  });

  it('takes a finger as it takes a face or an enrolled face, and says by what somebody is certified', async () => {
    const standingAfter = async (id: string, verified: Verified) => {
      const one = submission({ idempotencyKey: `by-${id}`, verified, ...of(id) });
      expect(await authority.submit(one, never)).toMatchObject({ value: { kind: 'accepted' } });
      const record = await authority.lookUp(person(id).idNumber, never);
      return record.ok ? record.value.standing : record;
    };
    expect(await standingAfter('wang-guizhi', byFinger)).toMatchObject({ method: 'fingerVein' });
    const enrolled: Verified = { ...byFace, reference: 'enrolled' };
    expect(await standingAfter('chu-fengying', enrolled)).toMatchObject({ method: 'face' });
  });

  it('does not take a simulated scanner where the rules want a real one', async () => {
    const rules = loadRules();
    if (!rules.ok) throw new Error(rules.error.message);
    const { face, fingerVein } = rules.value.methods;
    const methods = { face, fingerVein: { ...fingerVein, scanners: ['real' as const] } };
    authority.close();
    authority = open({ rules: { ...rules.value, methods } });
    const refused = await authority.submit(submission({ verified: byFinger }), never);
    expect(refused).toMatchObject({ value: { kind: 'refused', reason: 'rules' } });
    const verified: Verified = { ...byFinger, scanner: { model: 'S-1', simulated: false } };
    const real = submission({ idempotencyKey: 'key-2', verified });
    expect(await authority.submit(real, never)).toMatchObject({ value: { kind: 'accepted' } });
  });

  it('knows a face that it was sent before terminals had fingers: it keeps the hash of the same words', async () => {
    await authority.submit(submission({ verifiedAt: '2026-11-22T09:59:00+08:00' }), never);
    const db = new DatabaseSync(join(dir, 'authority.db'), { readOnly: true });
    const kept = db.prepare('SELECT content FROM submission').get()?.content as Uint8Array;
    db.close();
    const words =
      `{"idempotencyKey":"key-1","visitId":"visit-1","idNumber":"${demo.idNumber}","name":"${demo.name}",` +
      '"method":"face","verification":{"similarity":0.61,"threshold":0.4,"liveness":"live",' +
      `"reference":"authority","models":[{"id":"a","sha256":"${'f'.repeat(64)}"}]},` +
      '"terminalId":"T-1","verifiedAt":"2026-11-22T09:59:00+08:00"}';
    expect(Buffer.from(kept)).toEqual(createHash('sha256').update(words).digest());
  });

  it('applies a key once: the same answer for the same content, a coded refusal for other content', async () => {
    const first = await authority.submit(submission(), never);
    now += 3_600_000;
    expect(await authority.submit(submission({ verifiedAt: shanghaiTime(now - 3_600_000) }), never)).toEqual(
      first,
    );
    const other = await authority.submit(submission({ terminalId: 'T-2' }), never);
    expect(other).toMatchObject({ ok: false, error: { code: 'E6005' } });
    expect([...authority.applications()]).toEqual([['key-1', 1]]);
  });

  it('counts from the day of the verification in Shanghai, however late it arrives', async () => {
    const verifiedAt = '2026-11-20T23:59:59+08:00';
    const answer = await authority.submit(submission({ verifiedAt }), never);
    expect(answer).toMatchObject({ value: { certifiedUntil: addMonths('2026-11-20', 12) } });
    const utc = submission({
      idempotencyKey: 'key-2',
      verifiedAt: '2026-11-21T16:00:00Z',
      ...of('chu-fengying'),
    });
    expect(await authority.submit(utc, never)).toMatchObject({ value: { certifiedUntil: '2027-11-22' } });
  });

  it('refuses by the rules, with a reference, and the refusal repeats', async () => {
    const cases: [string, Partial<CertificationSubmission>][] = [
      ['alreadyCertified', of('sun-defu')],
      ['alreadyCertified', of('feng-shuhua')],
      ['deceased', of('jiang-laidi')],
      ['notFound', of('han-chunmei')],
      ['notFound', { name: '别人' }],
      ['rules', of('shen-haiqing')],
      ['rules', of('yang-tiezhu')],
      ['rules', { verified: { ...byFace, similarity: 0.39 } }],
      ['rules', { verified: { ...byFinger, z: 4.4 } }],
      ['rules', { verified: byFinger, ...of('yang-tiezhu') }],
      ['alreadyCertified', { verified: byFinger, ...of('sun-defu') }],
      ['rules', { verifiedAt: shanghaiTime(now + 3_600_000) }],
      ['rules', { verifiedAt: shanghaiTime(now - 31 * 86_400_000) }],
    ];
    for (const [i, [reason, change]] of cases.entries()) {
      const one = submission({ idempotencyKey: `refused-${i}`, ...change });
      const answer = await authority.submit(one, never);
      expect(answer, `${i}`).toMatchObject({ ok: true, value: { kind: 'refused', reason } });
      expect(await authority.submit(one, never)).toEqual(answer);
    }
    expect(authority.applications().size).toBe(0);
  });

  it('does not accept what is not a submission (E6006)', async () => {
    const bad = { ...submission(), name: '' };
    expect(await authority.submit(bad, never)).toMatchObject({ error: { code: 'E6006' } });
    for (const verified of [
      { ...byFace, method: 'handshake' },
      { ...byFace, method: 'fingerVein' },
      { ...byFinger, method: 'face' },
      { ...byFinger, finger: 'thumb' },
      { ...byFinger, template: 'AAAA' },
      { ...byFinger, z: Number.POSITIVE_INFINITY },
    ] as unknown as Verified[]) {
      const answer = await authority.submit(submission({ verified }), never);
      expect(answer).toMatchObject({ error: { code: 'E6006' } });
    }
    const raw = await authority.transport.exchange(null as never, never);
    expect(raw).toMatchObject({ ok: true, value: { kind: 'error', reason: 'badRequest' } });
  });
});

describe('its modes', () => {
  it('away: says at once that it cannot be reached, and applies nothing', async () => {
    authority.setMode('away');
    expect(authority.mode).toBe('away');
    expect(await authority.lookUp(demo.idNumber, never)).toMatchObject({ error: { code: 'E6001' } });
    expect(await authority.submit(submission(), never)).toMatchObject({ error: { code: 'E6001' } });
    expect(authority.applications().size).toBe(0);
  });

  it('lostAnswer: applies, the answer never comes, and a second delivery gets it without applying again', async () => {
    authority.close();
    authority = open({ limits: { submit: 500 } });
    authority.setMode('lostAnswer');
    expect(await authority.submit(submission(), never)).toMatchObject({ error: { code: 'E6002' } });
    authority.setMode('normal');
    expect(await authority.submit(submission(), never)).toMatchObject({ value: { kind: 'accepted' } });
    expect([...authority.applications()]).toEqual([['key-1', 1]]);
  });

  it('slow: answers late, and may have applied what nobody waits for any more', async () => {
    authority.close();
    authority = open({ slowMs: 40 });
    authority.setMode('slow');
    expect(await authority.lookUp(demo.idNumber, never)).toMatchObject({ ok: true });
    authority.close();
    authority = open({ slowMs: 1_400, limits: { submit: 1_000 } });
    authority.setMode('slow');
    expect(await authority.submit(submission(), never)).toMatchObject({ error: { code: 'E6002' } });
    expect([...authority.applications()]).toEqual([['key-1', 1]]);
  });

  it('stops waiting when the terminal does (E6004)', async () => {
    authority.setMode('lostAnswer');
    const stop = new AbortController();
    const answer = authority.submit(submission(), stop.signal);
    stop.abort();
    expect(await answer).toMatchObject({ error: { code: 'E6004' } });
    expect(await authority.lookUp(demo.idNumber, stop.signal)).toMatchObject({ error: { code: 'E6004' } });
  });
});

describe('its file', () => {
  it('is refused with E6007 when it cannot be a database or cannot be opened', () => {
    writeFileSync(
      join(dir, 'broken.db'),
      'this is no database, and long enough to be looked at as one'.repeat(90),
    );
    for (const file of [join(dir, 'broken.db'), join(dir, 'no', 'such', 'folder', 'a.db')]) {
      const opened = openEmbeddedAuthority({ file, clock, portrait: async () => null });
      expect(opened).toMatchObject({ ok: false, error: { code: 'E6007' } });
    }
  });

  it('answers E6007 instead of throwing when it goes away while running', async () => {
    const gone = open();
    gone.close();
    expect(await gone.lookUp(demo.idNumber, never)).toMatchObject({ error: { code: 'E6007' } });
    expect(gone.loadSealedCards([])).toMatchObject({ error: { code: 'E6007' } });
  });

  it('may be from before it kept by what somebody was certified: by face', async () => {
    await authority.submit(submission(), never);
    authority.close();
    const db = new DatabaseSync(join(dir, 'authority.db'));
    db.exec('ALTER TABLE person DROP COLUMN certified_by');
    db.close();
    authority = open();
    const standing = { kind: 'certified', until: '2027-11-22', method: 'face' };
    expect(await authority.lookUp(demo.idNumber, never)).toMatchObject({ value: { standing } });
  });

  it('keeps the demo right when it is opened again weeks later', async () => {
    authority.close();
    now += 40 * 86_400_000;
    authority = open();
    const record = await authority.lookUp(demo.idNumber, never);
    const dueOn = addDays(shanghaiDate(now), 12);
    expect(record).toMatchObject({ value: { standing: { kind: 'due', dueOn } } });
  });
});
