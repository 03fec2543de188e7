import { expect, test } from 'vitest';
import type { ReaderRetry } from '../../reader.ts';
import { resident, scenario, served } from './scenario.ts';

const at = scenario();

test('a card that moves during the read is a retry, not an error: it is read again by itself', async () => {
  await at.reader.open();
  const retries: ReaderRetry[] = [];
  at.reader.onRetry((retry) => retries.push(retry));
  at.simulator.placeCard(resident);
  at.simulator.inject({ fault: 'cardMoved', on: 'read', times: 2 });
  expect((await at.reader.read()).ok).toBe(true);
  expect(retries.map(({ attempt, cause }) => [attempt, cause.code])).toEqual([
    [1, 'E2141'],
    [2, 'E2141'],
  ]);
});

test('a card lifted during the read is waited for and read when it comes back', async () => {
  await at.reader.open();
  at.reader.onRetry(() => at.simulator.placeCard(resident));
  at.simulator.placeCard(resident);
  at.simulator.inject({ fault: 'cardLifted', on: 'readFingerprint', times: 1 });
  expect(await at.reader.read({ fingerprint: true })).toMatchObject({ ok: true });
});

test('a card lifted for good is told as the failed read, not as a missing card', async () => {
  await at.reader.open();
  at.simulator.placeCard(resident);
  at.simulator.inject({ fault: 'cardLifted', on: 'read' });
  expect(await at.reader.read({ timeoutMs: 150 })).toMatchObject({ ok: false, error: { code: 'E2141' } });
  expect(at.reader.status().state).toBe('online');
});

test('a card lifted before the addresses are read starts the read anew', async () => {
  await at.reader.open();
  at.simulator.placeCard({ ...resident, newAddresses: ['测试路2号'] });
  at.simulator.inject({ fault: 'cardMoved', on: 'newAddress', times: 1 });
  expect(await at.reader.read({ newAddresses: true })).toMatchObject({
    value: { card: { newAddresses: ['测试路2号'] } },
  });
});

test('a card that fails four times in a row ends with its error', async () => {
  await at.reader.open();
  at.simulator.placeCard(resident);
  at.simulator.inject({ fault: 'cardMoved', on: 'read' });
  expect(await at.reader.read()).toMatchObject({ error: { code: 'E2141', action: 'clear' } });
});

test('cancelling in the middle of a long answer leaves the wire usable at once', async () => {
  await at.reader.open();
  at.simulator.placeCard(resident);
  at.simulator.inject({ fault: 'slow', on: 'read', ms: 100, times: 1 });
  const stop = new AbortController();
  const reading = at.reader.read({ signal: stop.signal });
  await served(at.simulator, (event) => event.operation === 'select');
  stop.abort();
  expect(await reading).toMatchObject({ error: { code: 'E1008' } });
  at.simulator.placeCard(resident);
  expect(await at.reader.read()).toMatchObject({ ok: true });
});
