import { mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encodeSimulatedWlt } from '../../../drivers/id-card/photo/simulated-wlt.ts';
import { people } from '../../../fixtures/people/people.ts';
import { portraitFile } from '../../../fixtures/portraits/subject.ts';
import { placeOf, type VisitTold, visit } from '../testing/customer.ts';
import { startLiveCore } from '../testing/live-core.ts';

/**
 * What stays of people after visits of every kind: nothing that can be read. Two files are left out on purpose:
 * authority.sqlite and bank.sqlite play the other sides, which know their people, and are no files of the terminal.
 */
const authorityFile = 'authority.sqlite';

const stateDir = mkdtempSync(path.join(tmpdir(), 'yinling-privacy-'));
afterAll(() => rmSync(stateDir, { recursive: true, force: true }));

/** Raw bytes in every form in which they could have been written by accident. */
const formsOf = (text: string): Buffer[] => [
  Buffer.from(text, 'utf8'),
  Buffer.from(text, 'utf16le'),
  Buffer.from(Buffer.from(text, 'utf8').toString('base64').replace(/=+$/, '')),
  Buffer.from(
    JSON.stringify(text)
      .slice(1, -1)
      .replace(/[^\x20-\x7e]/g, escaped),
  ),
];
const escaped = (c: string): string => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`;
/** The head of a picture, and a piece of its middle that no other picture has. */
const piecesOf = (picture: Uint8Array): Buffer[] => {
  const middle = Math.floor(picture.length / 2);
  return [picture.subarray(0, 64), picture.subarray(middle, middle + 64)].map((piece) => Buffer.from(piece));
};

async function makeTraces(): Promise<{ what: string; bytes: Buffer }[]> {
  const found: { what: string; bytes: Buffer }[] = [];
  for (const person of people) {
    const { id, name, englishName, idNumber, address, travelPermit, newAddresses = [], portrait } = person;
    const words = { name, englishName, idNumber, address, travelPermit };
    for (const [field, text] of [...Object.entries(words), ...newAddresses.map((a) => ['newAddress', a])])
      if (text) for (const bytes of formsOf(text)) found.push({ what: `${field} of ${id}`, bytes });
    if (portrait === null) continue;
    const picture = readFileSync(portraitFile(portrait));
    for (const bytes of [...piecesOf(picture), ...piecesOf(await encodeSimulatedWlt(picture)).slice(1)])
      found.push({ what: `picture of ${id}`, bytes });
  }
  return found;
}

let made: ReturnType<typeof makeTraces> | null = null;
const traces = (): ReturnType<typeof makeTraces> => {
  made ??= makeTraces();
  return made;
};

const filesIn = (dir: string): string[] =>
  readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));

let workerOutput: string[] = [];
const told: Record<string, VisitTold> = {};

beforeAll(async () => {
  const live = await startLiveCore({ stateDir, config: { delays: { submit: 2000 } } });
  const kill = (worker: 'drivers' | 'vision', at: string) => {
    let killed = false;
    return (snapshot: Parameters<typeof placeOf>[0]): void => {
      if (killed || placeOf(snapshot) !== at) return;
      killed = true;
      live.operate({ type: 'killWorker', worker });
    };
  };
  told.certified = await visit(live, { card: 'wang-guizhi', watch: kill('vision', 'face') });

  // Somebody else certifies the same person between look-up and submission.
  live.newYear();
  told.refused = await visit(live, {
    card: 'wang-guizhi',
    watch: ({ view }) => {
      if (view.step !== 'face') return;
      const authority = new DatabaseSync(path.join(stateDir, authorityFile), { timeout: 5000 });
      authority.exec("UPDATE person SET certified_until = '2099-01-01' WHERE name = '王桂芝'");
      authority.close();
    },
  });

  live.newYear();
  live.operate({ type: 'authority', mode: 'away' });
  told.pending = await visit(live, { card: 'wang-guizhi', watch: kill('drivers', 'result/printing') });
  live.operate({ type: 'authority', mode: 'normal' });

  // Nothing to be done, a person must help, no picture to compare with, and a card that is hard to read.
  told.certifiedBefore = await visit(live, { card: 'sun-defu', watch: kill('drivers', 'readingCard') });
  told.needsStaff = await visit(live, { card: 'yang-tiezhu' });
  told.noReference = await visit(live, { card: 'qin-shouren' });
  live.operate({ type: 'cardFault', fault: '读卡出错' });
  told.unreadable = await visit(live, { card: 'jiang-laidi' });
  live.operate({ type: 'cardFault', fault: null });
  live.operate({ type: 'printerFault', fault: '回答乱码' });
  told.garbled = await visit(live, { card: 'shen-haiqing' });
  live.operate({ type: 'printerFault', fault: null });
  await live.stop();
  workerOutput = [...live.workerOutput];

  // A start on the next day makes the copy of the ledger anew, this time with everybody in it.
  const backup = filesIn(stateDir).find((file) => file.endsWith('.backup')) as string;
  utimesSync(backup, new Date(0), new Date(0));
  const again = await startLiveCore({ stateDir });
  await again.stop();
  workerOutput.push(...again.workerOutput);
}, 600_000);

describe('after visits of every kind', { timeout: 120_000 }, () => {
  it('which were lived as planned', () => {
    expect(told.certified?.outcome).toMatchObject({ kind: 'accepted' });
    expect(told.refused?.outcome).toMatchObject({ kind: 'refused', reason: 'alreadyCertified' });
    expect(told.pending?.outcome).toMatchObject({ kind: 'pending' });
    expect(told.needsStaff?.handover).toMatchObject({ reason: 'standing' });
    expect(told.noReference?.handover).toMatchObject({ reason: 'noReference' });
    for (const { places } of Object.values(told)) expect(places.slice(-3)).toContain('goodbye');
  });

  it('no name, number, address or picture of anybody stands in any file of the terminal', async () => {
    const marks = await traces();
    expect(marks.length).toBeGreaterThan(people.length * 8);
    const files = filesIn(stateDir);
    const names = files.map((file) => path.basename(file));
    // The ones that matter are there and have something in them.
    for (const name of ['ledger.sqlite', 'ledger.sqlite.backup', 'yinling.log'])
      expect(names).toContain(name);
    const found: string[] = [];
    for (const file of files.filter((name) => !/^(authority|bank)\.sqlite/.test(path.basename(name)))) {
      const content = readFileSync(file);
      for (const { what, bytes } of marks)
        if (content.includes(bytes)) found.push(`${what} in ${path.relative(stateDir, file)}`);
    }
    expect(found).toEqual([]);
  });

  it('nor in what the workers wrote to stdout and stderr, the killed ones too', async () => {
    const output = Buffer.from(workerOutput.join('\n'));
    expect((await traces()).filter(({ bytes }) => output.includes(bytes))).toEqual([]);
  });

  it('while the same search finds the people where they do belong', async () => {
    const authority = Buffer.concat(
      filesIn(stateDir)
        .filter((file) => path.basename(file).startsWith(authorityFile))
        .map((file) => readFileSync(file)),
    );
    const found = (await traces()).filter(({ bytes }) => authority.includes(bytes));
    for (const { id } of people.filter(({ name, standing }) => name && standing.kind === 'due'))
      expect(found.map(({ what }) => what)).toContain(`idNumber of ${id}`);
  });
});
