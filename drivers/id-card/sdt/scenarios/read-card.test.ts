import { expect, test } from 'vitest';
import { idCardReadoutSchema } from '../../readout.ts';
import { resident, scenario, served } from './scenario.ts';

const at = scenario();

test('the reader says who it is', async () => {
  expect(await at.reader.open()).toEqual({
    ok: true,
    value: { samId: '05.03-20200101-0000012345-0987654321', baudRate: 115_200 },
  });
  expect(at.reader.status()).toMatchObject({ state: 'online', simulated: true });
  expect(await at.reader.selfTest()).toMatchObject({ ok: true, value: { baudRate: 115_200 } });
});

test('a card that is laid down late is found, read whole, and its removal is told', async () => {
  await at.reader.open();
  const waiting = at.reader.waitForCard();
  await served(at.simulator, (event) => event.operation === 'find' && event.sw3 === 0x80);
  at.simulator.placeCard({ ...resident, newAddresses: ['测试路2号', '测试路3号'] });
  expect((await waiting).ok).toBe(true);

  const read = await at.reader.read({ fingerprint: true, newAddresses: true });
  if (!read.ok) throw new Error(read.error.message);
  expect(idCardReadoutSchema.parse(read.value)).toEqual(read.value);
  expect(read.value).toMatchObject({
    card: {
      kind: 'resident',
      name: '测试员',
      sex: '1',
      nation: '01',
      birthDate: '1950-01-01',
      validTo: 'long-term',
      newAddresses: ['测试路2号', '测试路3号'],
    },
    consistent: true,
  });
  expect(read.value.photo.wlt.length).toBe(1024);
  expect(read.value.fingerprint?.length).toBe(1024);

  const removal = at.reader.waitForRemoval();
  await served(at.simulator, (event) => event.operation === 'cardNumbers' && event.sw3 === 0x90);
  at.simulator.removeCard();
  expect((await removal).ok).toBe(true);
});

test('read without waiting first, and without fingerprint: only what was asked for', async () => {
  await at.reader.open();
  at.simulator.placeCard({ ...resident, newAddresses: ['测试路2号'] });
  const read = await at.reader.read();
  if (!read.ok) throw new Error(read.error.message);
  expect(read.value).not.toHaveProperty('fingerprint');
  expect(read.value.card.newAddresses).toEqual([]);
});

test('a card without fingerprint read with fingerprint simply has none', async () => {
  await at.reader.open();
  at.simulator.placeCard({ ...resident, fingerprint: false });
  const read = await at.reader.read({ fingerprint: true, newAddresses: true });
  if (!read.ok) throw new Error(read.error.message);
  expect(read.value).not.toHaveProperty('fingerprint');
});

test('the same card taken and laid down again is read again', async () => {
  await at.reader.open();
  for (let turn = 0; turn < 3; turn += 1) {
    at.simulator.placeCard(resident);
    expect((await at.reader.waitForCard()).ok).toBe(true);
    expect((await at.reader.read()).ok).toBe(true);
    const removal = at.reader.waitForRemoval();
    at.simulator.removeCard();
    expect((await removal).ok).toBe(true);
  }
});

test('another card put in its place at once counts as a removal of the first', async () => {
  await at.reader.open();
  at.simulator.placeCard(resident);
  await at.reader.read();
  const removal = at.reader.waitForRemoval();
  at.simulator.placeCard({ ...resident, name: '试验员', idNumber: '999900195001010027', sex: '2' });
  // The simulated management numbers follow the card, as the real ones do.
  expect((await removal).ok).toBe(true);
});

test('birth date and sex that differ from the number are told, not refused', async () => {
  await at.reader.open();
  at.simulator.placeCard({ ...resident, sex: '2' });
  expect(await at.reader.read()).toMatchObject({ ok: true, value: { consistent: false } });
});

test('removal is told at once when nothing lies there; no card in time is E2005; card not taken is E2006', async () => {
  await at.reader.open();
  expect((await at.reader.waitForRemoval()).ok).toBe(true);
  expect(await at.reader.waitForCard({ timeoutMs: 100 })).toMatchObject({ error: { code: 'E2005' } });
  at.simulator.placeCard(resident);
  await at.reader.read();
  expect(await at.reader.waitForRemoval({ timeoutMs: 100 })).toMatchObject({ error: { code: 'E2006' } });
});

test('a second operation is E2009; before open everything is E2004', async () => {
  expect(await at.reader.read()).toMatchObject({ error: { code: 'E2004' } });
  await at.reader.open();
  const stop = new AbortController();
  const waiting = at.reader.waitForCard({ signal: stop.signal });
  expect(await at.reader.read()).toMatchObject({ error: { code: 'E2009' } });
  stop.abort();
  expect(await waiting).toMatchObject({ error: { code: 'E1008' } });
});

test('a slow module within its limits is only slow', async () => {
  await at.reader.open();
  at.simulator.placeCard(resident);
  at.simulator.inject({ fault: 'slow', ms: 60 });
  expect((await at.reader.read({ fingerprint: true })).ok).toBe(true);
});
