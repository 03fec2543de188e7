import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, expect, it } from 'vitest';
import { fileKeyStore } from '../ledger/key-store.ts';
import { ground } from '../ledger/testing/test-ground.ts';
import { examine } from './doctor.ts';
import { checkClock, checkModels } from './doctor-machine.ts';

const dir = mkdtempSync(path.join(tmpdir(), 'yinling-doctor-'));
afterAll(() => rmSync(dir, { recursive: true }));
const configured = (config: object): string => {
  const file = path.join(dir, 'terminal.json');
  writeFileSync(file, JSON.stringify({ stateDir: path.join(dir, 'state'), voice: 'silent', ...config }));
  return file;
};
const finding = async (check: string, config: object) => {
  const { findings } = await examine(configured(config));
  return findings.find((one) => one.check === check);
};

it('names every failure and the next step, with exit code 1', { timeout: 60_000 }, async () => {
  const config = configured({
    idCard: { kind: 'serial', port: '/dev/no-such-port' },
    printer: { kind: 'serial', port: '/dev/null' },
    camera: { kind: 'v4l2', device: '/dev/no-such-video' },
    lights: { kind: 'hidRelay', serialNumber: 'none of these', channels: { card: 1 } },
  });
  const ran = await new Promise<{ code: number | null; stdout: string }>((resolve) => {
    const program = path.join(import.meta.dirname, 'yinling.ts');
    const child = execFile(
      process.execPath,
      [program, 'doctor', '--config', config, '--json'],
      (_e, stdout) => resolve({ code: child.exitCode, stdout }),
    );
  });
  expect(ran.code).toBe(1);
  const answer = JSON.parse(ran.stdout);
  expect(answer).toMatchObject({ ok: false, error: { code: 'E9040' } });
  const next = expect.stringMatching(/./);
  const failed = { state: 'failure', cause: expect.stringMatching(/./), next };
  for (const check of ['reader', 'camera', 'lights'])
    expect(answer.findings).toContainEqual({ check, ...failed });
  expect(answer.findings).toContainEqual({ check: 'printer', state: 'ok', cause: '/dev/null may be opened' });
  expect(answer.findings).toContainEqual({ check: 'ledger', state: 'ok', cause: 'none yet' });
  expect(statSync(path.join(dir, 'state'), { throwIfNoEntry: false })).toBeUndefined();
});

it('tells a configuration that is not valid', { timeout: 60_000 }, async () => {
  expect(await finding('configuration', { nonsense: 1 })).toMatchObject({ state: 'failure' });
  expect(await finding('configuration', { mode: 'production' })).toMatchObject({
    state: 'failure',
    cause: expect.stringContaining('E9041'),
  });
  expect(await finding('configuration', {})).toMatchObject({ state: 'warning' });
});

it('checks the chain of a ledger that nobody holds, and changes nothing', { timeout: 60_000 }, async () => {
  const g = ground();
  const file = path.join(g.dir, 'ledger.sqlite');
  const keyStore = fileKeyStore(path.join(g.dir, 'keys', 'ledger.key'));
  const ledger = await g.open({ file, keyStore });
  ledger.record('v1', { type: 'visitStarted' });
  ledger.record('v1', { type: 'visitEnded', how: 'done' });
  const look = () => finding('ledger', { stateDir: g.dir });
  expect(await look()).toMatchObject({ state: 'warning', cause: expect.stringContaining('running') });
  await ledger.stop();
  const before = statSync(file).mtimeMs;
  expect(await look()).toEqual({ check: 'ledger', state: 'ok', cause: '2 entries, unbroken' });
  expect(statSync(file).mtimeMs).toBe(before);

  const db = new DatabaseSync(file);
  db.exec('DROP TRIGGER journal_no_update; UPDATE journal SET at = 0 WHERE seq = 1');
  db.close();
  expect(await look()).toMatchObject({
    ...{ state: 'failure', cause: expect.stringContaining('E7009') },
    next: expect.stringMatching(/./),
  });
  rmSync(path.join(g.dir, 'keys'), { recursive: true });
  expect(await look()).toMatchObject({ state: 'failure', cause: expect.stringContaining('E7005') });
});

it('does not believe every clock', () => {
  const now = new Date();
  expect(checkClock(new Date('1970-01-02'), [])).toMatchObject({ state: 'failure' });
  expect(checkClock(new Date('2099-01-02'), [])).toMatchObject({ state: 'failure' });
  expect(checkClock(now, [])).toMatchObject({ state: 'ok' });
  const written = path.join(dir, 'written');
  writeFileSync(written, '');
  utimesSync(written, now, new Date(+now + 10 * 86_400_000));
  expect(checkClock(now, [written])).toMatchObject({ state: 'warning' });
});

it('names the models that are missing', () => {
  const states = checkModels(dir).map(({ state, next }) => ({ state, next }));
  expect(states.length).toBeGreaterThan(0);
  for (const one of states)
    expect(one).toEqual({ state: 'failure', next: 'node scripts/materialise-models.ts' });
});
