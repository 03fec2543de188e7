import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { SerialTransport } from '../../../kit/serial-transport.ts';
import { readCardOnce } from '../../read-once.ts';
import { runIdCardSimulation } from './run-script.ts';

const stop = new Set<() => Promise<void>>();
afterEach(async () => {
  for (const end of stop) await end();
  stop.clear();
});

/** Starts a script and resolves with the port it serves. */
async function serve(script: string): Promise<string> {
  const ended = new AbortController();
  let running: Promise<void> = Promise.resolve();
  const port = await new Promise<string>((resolve, reject) => {
    running = runIdCardSimulation({
      scriptFile: script,
      signal: ended.signal,
      print: (line) => {
        const told: { port?: string } = JSON.parse(line);
        if (told.port) resolve(told.port);
      },
    });
    running.catch(reject);
  });
  stop.add(() => {
    ended.abort();
    return running;
  });
  return port;
}

test('the example script serves two visitors, one of whom moves the card', async () => {
  const script = path.join(import.meta.dirname, '../../../../fixtures/scripts/id-card-example.json');
  const port = await serve(script);
  const read = () =>
    readCardOnce({
      line: new SerialTransport(port),
      fingerprint: true,
      newAddresses: true,
      timeoutMs: 10_000,
    });
  expect(await read()).toMatchObject({
    ok: true,
    card: { kind: 'resident', name: '测试员' },
    fingerprint: { length: 1024 },
  });
  expect(await read()).toMatchObject({
    ok: true,
    card: { kind: 'foreigner2023', englishName: 'SPECIMEN, ALEXANDRA', newAddresses: [] },
    consistent: true,
  });
}, 20_000);

test.each([
  ['not JSON', 'place a card'],
  ['an unknown step', '[{"do":"dance"}]'],
  ['an unknown fault', '[{"do":"fault","fault":"dance"}]'],
  ['an impossible card', '[{"do":"place","card":{"name":"测试员"}}]'],
])('a script with %s is refused before anything is served', async (_, text) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'yinling-script-'));
  const file = path.join(folder, 'script.json');
  writeFileSync(file, text);
  const printed: string[] = [];
  await expect(
    runIdCardSimulation({ scriptFile: file, print: (line) => printed.push(line) }),
  ).rejects.toThrow();
  expect(printed).toEqual([]);
  rmSync(folder, { recursive: true });
});
