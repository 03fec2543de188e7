import { copyFileSync, mkdirSync, rmdirSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FingerName } from '../contract/vein.ts';
import type { JournalFact } from '../ports/ledger.ts';
import type { SealedTemplate } from '../ports/sealed-template.ts';
import { vein } from './testing/items.ts';
import { foundIn } from './testing/search-files.ts';
import { enrolled } from './testing/templates.ts';
import { templatesInMemory } from './testing/templates-in-memory.ts';
import { type Ground, ground } from './testing/test-ground.ts';

const dayMs = 86_400_000;
const idNumber = '999900195103120021';
const ids = (of: readonly SealedTemplate[]) => of.map(({ recordId }) => recordId).sort();

/** What of a sealed record lies in which files, as it is or in a text. */
function tracesOf(g: Ground, { wrappedKey, box }: SealedTemplate): string[] {
  const needles = [wrappedKey, box.subarray(0, 64), box.subarray(-64)];
  const hex = needles.map((bytes) => Buffer.from(bytes).toString('hex'));
  return [...new Set(foundIn(g.dir, hex).map((found) => found.replace(/^.* in /, '')))];
}

describe('enrolled templates', () => {
  it('are found by the person, as they were kept, after the program was closed too', async () => {
    const g = ground();
    const first = await g.open();
    const subject = first.subjectOf(idNumber);
    expect(subject).toMatch(/^[0-9a-f]{64}$/);
    expect(first.subjectOf('999900194001010000')).not.toBe(subject);
    expect(first.templatesOf(subject)).toEqual([]);
    const all = [
      enrolled(subject, 'rightIndex', 'a'),
      enrolled(subject, 'rightMiddle', 'b'),
      enrolled(subject, null, 'c'),
    ];
    first.keepTemplates('v1', subject, all);
    await first.stop();
    const again = await g.open();
    expect(again.subjectOf(idNumber)).toBe(subject);
    const kept = again.templatesOf(subject);
    expect([...kept].sort((a, b) => (a.recordId < b.recordId ? -1 : 1))).toEqual(all);
    expect(again.templatesOf('somebody else')).toEqual([]);
    expect(again.verifyChain()).toEqual({ ok: true, value: { entries: 1 } });
  });

  it('are the same in memory and in the file, whatever is kept, renewed and deleted', async () => {
    const g = ground();
    const file = await g.open();
    const fingers: (FingerName | null)[] = ['rightIndex', 'rightMiddle', 'leftIndex', 'leftMiddle', null];
    let number = 0;
    const keep = fc.record({ who: fc.nat(2), fingers: fc.subarray(fingers, { minLength: 1 }) });
    const remove = fc.record({ who: fc.nat(2), fingers: fc.constant([]) });
    fc.assert(
      fc.property(fc.array(fc.oneof(keep, remove), { maxLength: 8 }), (steps) => {
        const memory = templatesInMemory();
        for (const who of [0, 1, 2]) file.deleteTemplates('v', `subject ${who}`);
        for (const { who, fingers } of steps) {
          const subject = `subject ${who}`;
          const all = fingers.map((finger) => {
            number += 1;
            return enrolled(subject, finger, `${number}`);
          });
          if (all.length > 0) for (const one of [memory, file]) one.keepTemplates('v', subject, all);
          else expect(file.deleteTemplates('v', subject)).toBe(memory.deleteTemplates('v', subject));
          for (const other of [0, 1, 2].map((n) => `subject ${n}`)) {
            expect(ids(file.templatesOf(other))).toEqual(ids(memory.templatesOf(other)));
          }
        }
      }),
      { numRuns: 8 },
    );
    expect(file.verifyChain()).toMatchObject({ ok: true });
  });

  it('take the place of everything before, and what stays the same is told as kept', async () => {
    const ledger = await ground().open();
    const a = enrolled('s', 'rightIndex', 'a');
    const b = enrolled('s', null, 'b');
    const c = enrolled('s', null, 'c');
    ledger.keepTemplates('v1', 's', [a, b]);
    ledger.keepTemplates('v2', 's', [a, c]);
    expect(ids(ledger.templatesOf('s'))).toEqual(['record-a', 'record-c']);
    const record = ({ recordId, kind, finger, device }: SealedTemplate) => ({
      recordId,
      kind,
      finger,
      device,
    });
    const told = (visit: string) => ledger.entriesOf(visit).map(({ type, open }) => ({ type, open }));
    expect(told('v1')).toEqual([{ type: 'templatesKept', open: { records: [record(a), record(b)] } }]);
    expect(told('v2')).toEqual([
      { type: 'templatesDeleted', open: { why: 'renewed', records: [record(b)] } },
      { type: 'templatesKept', open: { records: [record(a), record(c)] } },
    ]);
  });

  it.each([
    ['nothing at all', []],
    ['two of one finger', [enrolled('s', 'rightIndex', 'a'), enrolled('s', 'rightIndex', 'b')]],
    ['two faces', [enrolled('s', null, 'a'), enrolled('s', null, 'b')]],
    ["another person's", [enrolled('s', null, 'a'), enrolled('t', 'leftIndex', 'b')]],
  ])('are not kept and change nothing when they are %s', async (_, wrong) => {
    for (const one of [await ground().open(), templatesInMemory()]) {
      const before = [enrolled('s', 'rightIndex', 'before')];
      one.keepTemplates('v', 's', before);
      expect(() => one.keepTemplates('v', 's', wrong)).toThrow(RangeError);
      expect(one.templatesOf('s')).toEqual(before);
    }
  });

  it('are deleted on request, with an entry that tells what and not whose; nothing to delete tells nothing', async () => {
    const ledger = await ground().open();
    const subject = ledger.subjectOf(idNumber);
    ledger.keepTemplates('v1', subject, [enrolled(subject, 'leftIndex', 'a')]);
    ledger.keepTemplates('v2', 'other', [enrolled('other', null, 'b')]);
    expect(ledger.deleteTemplates('v3', subject)).toBe(1);
    expect(ledger.deleteTemplates('v4', subject)).toBe(0);
    expect(ledger.templatesOf(subject)).toEqual([]);
    expect(ledger.templatesOf('other').length).toBe(1);
    expect(ledger.entriesOf('v4')).toEqual([]);
    expect(ledger.entriesOf('v3')).toMatchObject([
      {
        type: 'templatesDeleted',
        open: {
          why: 'asked',
          records: [{ recordId: 'record-a', kind: 'fingerVein', finger: 'leftIndex', device: 'scanner-1' }],
        },
        sealed: null,
      },
    ]);
  });
});

describe('what a deletion leaves behind', () => {
  it('is nothing, in any file: not in the table, the log or the backup', async () => {
    const g = ground();
    const ledger = await g.open();
    const all = [
      enrolled('s', 'rightIndex', 'a'),
      enrolled('s', 'rightMiddle', 'b'),
      enrolled('s', null, 'c'),
    ];
    const other = enrolled('t', 'rightIndex', 'd');
    ledger.keepTemplates('v1', 's', [...all]);
    ledger.keepTemplates('v2', 't', [other]);
    // Into the file and the backup, as after a day.
    await ledger.stop();
    const again = await g.open();
    for (let i = 0; i < 50; i += 1) again.record('v3', { type: 'helpCalled' });
    for (const one of all) expect(tracesOf(g, one).length).toBeGreaterThan(0);
    expect(again.deleteTemplates('v3', 's')).toBe(3);
    // At once in the file and its log ...
    for (const one of all) expect(tracesOf(g, one).filter((name) => !name.includes('backup'))).toEqual([]);
    await again.stop();
    // ... and when the backup was renewed, nowhere.
    for (const one of all) expect(tracesOf(g, one)).toEqual([]);
    expect(tracesOf(g, other)).toEqual(['ledger.db', 'ledger.db.backup']);
  });

  it('is nothing of what was renewed either', async () => {
    const g = ground();
    const ledger = await g.open();
    const [a, b] = [enrolled('s', 'rightIndex', 'a'), enrolled('s', 'rightIndex', 'b')];
    ledger.keepTemplates('v1', 's', [a]);
    await ledger.stop();
    const again = await g.open();
    again.keepTemplates('v2', 's', [b]);
    await again.stop();
    expect(tracesOf(g, a)).toEqual([]);
    expect(tracesOf(g, b)).toEqual(['ledger.db', 'ledger.db.backup']);
  });

  it('stays owed while the backup cannot be renewed, is told as a failure, and is made good at the next start', async () => {
    const g = ground();
    const one = enrolled('s', 'rightIndex', 'a');
    const first = await g.open();
    first.keepTemplates('v1', 's', [one]);
    await first.stop();
    copyFileSync(g.file, `${g.file}.backup`);
    const told: unknown[] = [];
    const again = await g.open({ log: (event, fields) => void told.push([event, fields]) });
    mkdirSync(`${g.file}.backup.next`);
    expect(again.deleteTemplates('v2', 's')).toBe(1);
    await again.stop();
    expect(told).toMatchObject([['failure', { where: 'ledger-backup' }]]);
    expect(tracesOf(g, one)).toEqual(['ledger.db.backup']);
    rmdirSync(`${g.file}.backup.next`);
    await (await g.open()).stop();
    expect(tracesOf(g, one)).toEqual([]);
  });

  it('does not become a list of who enrolled: no entry holds what a person is found by', async () => {
    const g = ground();
    const ledger = await g.open({ retentionDays: 30 });
    const subject = ledger.subjectOf(idNumber);
    ledger.record('v1', { type: 'cardRead', sealed: { idNumber, name: '王桂芝' }, consistent: true });
    ledger.keepTemplates('v1', subject, [enrolled(subject, 'rightIndex', 'a')]);
    ledger.deleteTemplates('v1', subject);
    expect(JSON.stringify(ledger.entriesOf('v1'))).not.toContain(subject);
    await ledger.stop();
    expect(foundIn(g.dir, [subject, idNumber, '王桂芝'])).toEqual([]);
    g.timers.now += 31 * dayMs;
    const later = await g.open({ retentionDays: 30 });
    expect(later.entriesOf('v1').map(({ sealed }) => sealed)).toEqual([null, null, null]);
    expect(later.verifyChain()).toMatchObject({ ok: true });
  });
});

describe('retention', () => {
  it('keeps templates beyond the data of their visit, and deletes them after three years, backup included', async () => {
    const g = ground();
    const first = await g.open();
    const old = enrolled('s', 'rightIndex', 'a');
    const young = enrolled('t', null, 'b', undefined, '2027-11-22T12:00:00+08:00');
    first.keepTemplates('v1', 's', [old]);
    first.keepTemplates('v2', 't', [young]);
    await first.stop();
    g.timers.now += 1_094 * dayMs;
    const soon = await g.open();
    expect([soon.templatesOf('s').length, soon.templatesOf('t').length]).toEqual([1, 1]);
    await soon.stop();
    g.timers.now += 2 * dayMs;
    const ledger = await g.open();
    expect([ledger.templatesOf('s').length, ledger.templatesOf('t').length]).toEqual([0, 1]);
    expect(ledger.entriesOf('-').at(-1)).toMatchObject({
      type: 'templatesDeleted',
      open: { why: 'expired', records: [{ recordId: 'record-a' }] },
    });
    await ledger.stop();
    expect(tracesOf(g, old)).toEqual([]);
    expect(tracesOf(g, young)).toEqual(['ledger.db', 'ledger.db.backup']);
  });
});

describe('what the journal tells of enrolling and of fingers', () => {
  it('is kept in order, the signature sealed', async () => {
    const ledger = await ground().open();
    const { method, z, threshold, finger, checks, algorithm, scanner } = vein;
    const facts: JournalFact[] = [
      { type: 'enrolmentConsent', textVersion: '1', withFace: true },
      { type: 'enrolmentFailed', finger: 'rightIndex', problem: 'inconsistent' },
      { type: 'enrolmentSigned', by: 'signature', sealed: { signature: [[[10, 20, 0]]] } },
      {
        type: 'verification',
        method,
        decision: 'same',
        z,
        threshold,
        tryNumber: 1,
        finger,
        checks,
        algorithm,
        scanner,
      },
    ];
    for (const fact of facts) ledger.record('v', fact);
    const entries = ledger.entriesOf('v');
    expect(entries.map(({ type }) => type)).toEqual(facts.map(({ type }) => type));
    expect(entries[2]).toMatchObject({ open: { by: 'signature' }, sealed: { signature: [[[10, 20, 0]]] } });
    expect(entries[3]?.open).toEqual({ ...vein, decision: 'same', tryNumber: 1 });
  });
});
