import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import iconv from 'iconv-lite';
import { beforeEach, expect, it, onTestFinished } from 'vitest';
import { SerialTransport } from '../kit/serial-transport.ts';
import { EscposSimulator } from './escpos/simulator/escpos-simulator.ts';
import { printOnce } from './print-once.ts';

let textFile: string;
let simulator: EscposSimulator;
const good = {
  paper: 'full',
  cover: 'closed',
  cutter: 'ok',
  head: 'ok',
  media: 'unknown',
  online: true,
  source: 'commands',
};

async function simulate(profile: string, takeAfterMs?: number): Promise<SerialTransport> {
  simulator = new EscposSimulator({ profile, ...(takeAfterMs === undefined ? {} : { takeAfterMs }) });
  onTestFinished(() => simulator.stop());
  return new SerialTransport(await simulator.start());
}

beforeEach(() => {
  const dir = mkdtempSync(path.join(tmpdir(), 'yinling-print-'));
  textFile = path.join(dir, 'slip.txt');
  writeFileSync(textFile, '养老待遇资格认证\n\n认证成功\n2026年11月22日 䶮\n');
  return () => rmSync(dir, { recursive: true, force: true });
});

it('prints a text file and tells the status before and after', async () => {
  const line = await simulate('generic-80mm');
  expect(await printOnce({ line, profile: 'generic-80mm', textFile, timeoutMs: 20_000 })).toEqual({
    ok: true,
    printed: true,
    taken: null,
    statusBefore: good,
    statusAfter: good,
  });
  expect(simulator.slips).toHaveLength(1);
}, 20_000);

it('tells whether the slip was taken', async () => {
  const line = await simulate('custom-vkp80', 200);
  expect(await printOnce({ line, profile: 'custom-vkp80', textFile, timeoutMs: 20_000 })).toMatchObject({
    ok: true,
    taken: true,
    statusBefore: { media: 'notPresent' },
    statusAfter: { media: 'notPresent' },
  });
}, 20_000);

it('tells that nobody took it, and leaves it there', async () => {
  const line = await simulate('custom-vkp80');
  expect(await printOnce({ line, profile: 'custom-vkp80', textFile, timeoutMs: 4000 })).toMatchObject({
    ok: true,
    printed: true,
    taken: false,
    statusAfter: { media: 'present' },
  });
}, 20_000);

it('prints nothing without paper and says so', async () => {
  const line = await simulate('generic-80mm');
  await simulator.inject('paperOut');
  const answer = await printOnce({ line, profile: 'generic-80mm', textFile, timeoutMs: 20_000 });
  expect(answer).toMatchObject({
    ok: false,
    error: { code: 'E4001', action: 'maintenance' },
    statusBefore: { paper: 'out', online: false },
    statusAfter: { paper: 'out' },
  });
});

it('says that nobody knows when the printer dies on the way', async () => {
  const line = await simulate('generic-80mm');
  await simulator.inject('unplug', { afterRows: 20 });
  expect(await printOnce({ line, profile: 'generic-80mm', textFile, timeoutMs: 10_000 })).toMatchObject({
    ok: false,
    error: { code: 'E4011' },
    statusBefore: good,
  });
}, 20_000);

it('falls back to the queued status on a printer that does not know process ids', async () => {
  const line = await simulate('generic-80mm');
  expect(await printOnce({ line, profile: 'epson-tm', textFile, timeoutMs: 20_000 })).toMatchObject({
    ok: true,
    printed: true,
  });
}, 20_000);

it.each([
  ['no port', {}, 'E1001'],
  ['no profile', { profile: 'no-such-profile' }, 'E4016'],
  ['no file', { textFile: '/no/such/file' }, 'E4023'],
])('%s', async (_name, wrong, code) => {
  const line = new SerialTransport('/dev/no-such-port');
  const given = { line, profile: 'generic-80mm', textFile, timeoutMs: 5000, ...wrong };
  expect(await printOnce(given)).toMatchObject({ ok: false, error: { code } });
});

it('reads a file in GB18030 and one with more lines than a slip has', async () => {
  const line = await simulate('generic-58mm');
  writeFileSync(textFile, iconv.encode('第一行\r\n'.repeat(150), 'gb18030'));
  expect(await printOnce({ line, profile: 'generic-58mm', textFile, timeoutMs: 30_000 })).toMatchObject({
    ok: true,
  });
}, 40_000);
