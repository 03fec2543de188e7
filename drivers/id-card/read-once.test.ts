import { createHash } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { SerialTransport } from '../kit/serial-transport.ts';
import { readCardOnce, type ReadCardOnceOptions } from './read-once.ts';
import { resident } from './sdt/scenarios/scenario.ts';
import { SdtSimulator } from './sdt/simulator/sdt-simulator.ts';

let simulator: SdtSimulator;
beforeEach(async () => {
  simulator = new SdtSimulator();
  await simulator.start();
});
afterEach(() => simulator.stop());

const read = ({ port = simulator.path, ...options }: Partial<ReadCardOnceOptions> & { port?: string } = {}) =>
  readCardOnce({
    line: new SerialTransport(port),
    fingerprint: false,
    newAddresses: false,
    timeoutMs: 5000,
    ...options,
  });

test('prints exactly what the command line promises', async () => {
  simulator.placeCard({
    ...resident,
    newAddresses: ['测试路2号'],
    portraitWlt: new Uint8Array(1024).fill(7),
  });
  const result = await read({ baud: 115_200, fingerprint: true, newAddresses: true });
  expect(JSON.parse(JSON.stringify(result))).toEqual({
    ok: true,
    samId: '05.03-20200101-0000012345-0987654321',
    card: {
      kind: 'resident',
      name: '测试员',
      sex: '1',
      nation: '01',
      birthDate: '1950-01-01',
      address: '测试省测试市测试路1号',
      idNumber: '999900195001010019',
      authority: '测试市公安局',
      validFrom: '2020-01-01',
      validTo: 'long-term',
      newAddresses: ['测试路2号'],
    },
    photo: { wltSha256: createHash('sha256').update(new Uint8Array(1024).fill(7)).digest('hex') },
    fingerprint: { length: 1024 },
    consistent: true,
  });
});

test('a module with every bad manner at once: late card, noise, one byte at a time, slow, 80 before 9F', async () => {
  simulator.inject({ fault: 'garbage' });
  simulator.inject({ fault: 'dribble' });
  simulator.inject({ fault: 'slow', ms: 120 });
  simulator.inject({ fault: 'answer', sw3: 0x80, on: 'find', times: 2 });
  const stop = simulator.onEvent((event) => {
    if (event.operation !== 'find') return;
    stop();
    simulator.placeCard(resident);
  });
  expect(await read()).toMatchObject({ ok: true, card: { name: '测试员' } });
});

test('a module slower than a whole round of speed detection is read all the same', async () => {
  simulator.inject({ fault: 'slow', ms: 1300 });
  simulator.placeCard(resident);
  expect(await read({ timeoutMs: 20_000 })).toMatchObject({ ok: true });
}, 25_000);

test('no port, no module, no card, no luck: each its own code', async () => {
  expect(await read({ port: '/dev/no-such-port' })).toMatchObject({
    ok: false,
    error: { code: 'E1001', action: 'configuration' },
  });
  expect(await read({ timeoutMs: 200 })).toMatchObject({ error: { code: 'E2005', action: 'clear' } });
  simulator.inject({ fault: 'answer', sw3: 0x66, on: 'status' });
  expect(await read()).toMatchObject({ error: { code: 'E2166' } });
  simulator.clearFaults();
  simulator.inject({ fault: 'mute' });
  expect(await read({ timeoutMs: 100 })).toMatchObject({ error: { code: 'E2001' } });
  simulator.clearFaults();
  simulator.placeCard(resident);
  simulator.inject({ fault: 'mute', on: 'read' });
  expect(await read({ timeoutMs: 500 })).toMatchObject({ error: { code: 'E2002' } });
}, 15_000);

test('the caller may cancel', async () => {
  const stop = new AbortController();
  const reading = read({ signal: stop.signal });
  simulator.onEvent((event) => event.operation === 'find' && stop.abort());
  expect(await reading).toMatchObject({ error: { code: 'E1008' } });
});
