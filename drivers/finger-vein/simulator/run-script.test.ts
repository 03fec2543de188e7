import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { SerialTransport } from '../../kit/serial-transport.ts';
import { H1eScanner } from '../hitachi-h1e/driver/h1e-scanner.ts';
import { XgScanner } from '../xg/driver/xg-scanner.ts';
import { runFingerVeinSimulation } from './run-script.ts';

const stop = new Set<() => Promise<void>>();
const folder = mkdtempSync(path.join(tmpdir(), 'yinling-script-'));
afterEach(async () => {
  for (const end of stop) await end();
  stop.clear();
});

function scriptOf(steps: unknown): string {
  const file = path.join(folder, 'script.json');
  writeFileSync(file, typeof steps === 'string' ? steps : JSON.stringify(steps));
  return file;
}

/** Starts a script and resolves with the port it serves. */
async function serve(scriptFile: string): Promise<string> {
  const ended = new AbortController();
  return new Promise<string>((resolve, reject) => {
    const running = runFingerVeinSimulation({
      scriptFile,
      signal: ended.signal,
      print: (line) => {
        const told: { port?: string } = JSON.parse(line);
        if (told.port) resolve(told.port);
      },
    });
    running.catch(reject);
    stop.add(() => {
      ended.abort();
      return running;
    });
  });
}

test('an obliging finger on an XG module can be enrolled and verified', async () => {
  const port = await serve(
    scriptOf([
      { do: 'scanner', scanner: 'xg', captureMs: 5, password: 'Cabinet-7' },
      { do: 'oblige', finger: 7 },
      { do: 'wait', ms: 1 },
    ]),
  );
  const scanner = new XgScanner({
    line: new SerialTransport(port),
    password: 'Cabinet-7',
    limits: { pause: 5 },
  });
  expect((await scanner.open()).ok).toBe(true);
  const made = await scanner.enrol(3);
  const templates = made.ok && made.value.kind === 'done' ? made.value.value : [];
  expect(await scanner.verify(templates)).toMatchObject({ value: { kind: 'done', value: 0 } });
  await scanner.close();
}, 20_000);

test('and on a Hitachi unit', async () => {
  const port = await serve(
    scriptOf([
      { do: 'scanner', scanner: 'hitachi-h1e', captureMs: 5 },
      { do: 'oblige', finger: 7 },
    ]),
  );
  const scanner = new H1eScanner({ line: new SerialTransport(port, 57_600, 'odd') });
  expect((await scanner.open()).ok).toBe(true);
  const made = await scanner.enrol(1);
  const templates = made.ok && made.value.kind === 'done' ? made.value.value : [];
  expect(await scanner.verify(templates)).toMatchObject({ value: { kind: 'done', value: 0 } });
  await scanner.close();
}, 20_000);

test('the example script: enrolled, then another finger, then the right one', async () => {
  const example = path.join(import.meta.dirname, '../../../fixtures/scripts/finger-vein-example.json');
  const scanner = new XgScanner({ line: new SerialTransport(await serve(example)), limits: { pause: 5 } });
  expect((await scanner.open()).ok).toBe(true);
  const made = await scanner.enrol(3);
  const templates = made.ok && made.value.kind === 'done' ? made.value.value : [];
  expect(await scanner.verify(templates)).toMatchObject({ value: { kind: 'done', value: null } });
  await scanner.close();
}, 20_000);

test.each([
  ['not JSON', 'place a finger'],
  ['no scanner', [{ do: 'lift' }]],
  ['an unknown step', [{ do: 'scanner', scanner: 'xg' }, { do: 'dance' }]],
  [
    'an unknown fault',
    [
      { do: 'scanner', scanner: 'xg' },
      { do: 'fault', fault: 'dance' },
    ],
  ],
  [
    'an impossible pose',
    [
      { do: 'scanner', scanner: 'xg' },
      { do: 'place', finger: 1, pose: 'upside down' },
    ],
  ],
])('a script with %s is refused before anything is served', async (_, script) => {
  const printed: string[] = [];
  const signal = new AbortController().signal;
  await expect(
    runFingerVeinSimulation({ scriptFile: scriptOf(script), print: (line) => printed.push(line), signal }),
  ).rejects.toThrow();
  expect(printed).toEqual([]);
});

test('the folder of these scripts goes', () => rmSync(folder, { recursive: true }));
