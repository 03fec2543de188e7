import { execFile, execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { people } from '../../fixtures/people/people.ts';
import { findPersonalData } from '../log/personal-data.ts';

/** `yinling bundle` of a terminal in whose log somebody wrote what must not be there. */
const program = path.join(import.meta.dirname, 'yinling.ts');
const dir = mkdtempSync(path.join(tmpdir(), 'yinling-bundle-'));
afterAll(() => rmSync(dir, { recursive: true }));
const bundle = (...args: string[]): Promise<{ code: number | null; stdout: string }> =>
  new Promise((resolve) => {
    const child = execFile(process.execPath, [program, 'bundle', ...args, '--json'], (_error, stdout) =>
      resolve({ code: child.exitCode, stdout }),
    );
  });
const personal = people.flatMap(({ name, englishName, idNumber, address, travelPermit, newAddresses = [] }) =>
  [name, englishName, idNumber, address, travelPermit, ...newAddresses].filter(
    (text): text is string => !!text,
  ),
);

it('tells what helps and nothing of anybody, as an archive and as a folder', {
  timeout: 60_000,
}, async () => {
  const stateDir = path.join(dir, 'state');
  mkdirSync(path.join(stateDir, 'log'), { recursive: true });
  const time = '2026-11-22T04:00:00.000Z';
  const lines = [
    { event: 'failure', code: 'E4001', action: 'maintenance', where: 'printer' },
    { event: 'failure', code: 'E4001', action: 'maintenance', where: 'printer' },
    ...personal.flatMap((text) => [
      { event: 'worker-output', worker: 'drivers', line: `read ${text}`, [text]: text },
      { event: 'failure', code: text, action: text, where: text },
      { event: text, name: text },
    ]),
  ].map((line) => JSON.stringify({ level: 40, time, ...line }));
  writeFileSync(path.join(stateDir, 'log', 'yinling.log'), [...lines, ...personal, 'null'].join('\n'));
  const config = path.join(dir, 'terminal.json');
  const fingerVein = { kind: 'xg', port: '/dev/no-such-port', password: 'Cabinet-7' };
  const socialCard = { kind: 'pcsc', reader: 'ACR39', initialPin: '271828' };
  writeFileSync(config, JSON.stringify({ stateDir, fingerVein, socialCard }));

  const archive = path.join(dir, 'bundle.tar.gz');
  const packed = await bundle('--config', config, '--out', archive);
  expect(packed.code).toBe(0);
  if (process.platform !== 'win32') expect(statSync(archive).mode & 0o077).toBe(0);
  const unpacked = path.join(dir, 'unpacked');
  mkdirSync(unpacked);
  execFileSync('tar', ['-xzf', archive, '-C', unpacked]);
  const folder = path.join(dir, 'folder');
  expect((await bundle('--config', config, '--out', folder)).code).toBe(0);

  for (const place of [unpacked, folder]) {
    const files = readdirSync(place).sort();
    expect(files).toEqual(JSON.parse(packed.stdout).files.toSorted());
    const texts = new Map(files.map((file) => [file, readFileSync(path.join(place, file), 'utf8')]));
    for (const [file, text] of texts) {
      expect(findPersonalData(text, personal), file).toEqual([]);
      expect(text, file).not.toMatch(/Cabinet-7|271828/);
    }
    const read = (file: string) => JSON.parse(texts.get(file) ?? '');
    expect(read('about.json')).toMatchObject({ version: expect.stringMatching(/^\d+\./) });
    expect(read('configuration.json')).toMatchObject({ fingerVein: { password: '[removed]' } });
    expect(read('errors.json')).toMatchObject({ counts: { E4001: 2 } });
    expect(read('errors.json').linesLeftOut).toBe(2 * personal.length + 1);
    expect(read('doctor.json').findings.length).toBeGreaterThan(5);
    expect(read('devices.json')).toMatchObject({ devices: expect.any(Array) });
  }

  const again = await bundle('--config', config, '--out', archive);
  expect(again.code).toBe(1);
  expect(JSON.parse(again.stdout)).toMatchObject({ error: { code: 'E9040' } });
  expect(await bundle()).toEqual({ code: 2, stdout: '' });
});
