import { describe, expect, test } from 'vitest';
import { reached, resident, served } from '../../scenarios/scenario.ts';
import { usbScenario } from './usb-scenario.ts';
import { REPLUG_LIMIT_MS } from '../../../../kit/testing/replug-limit.ts';

const readers = [
  { framing: 'split' },
  { framing: 'pipe' },
  { framing: 'hid', front: 0 },
  { framing: 'hid', front: 1 },
  { framing: 'hid', front: 2 },
] as const;

describe.each(readers)('a reader on USB, %o', (options) => {
  const { framing } = options;
  const at = usbScenario(options, { select: 1000, gap: 300 });

  test('says who it is, without a speed, and reads a card whole', async () => {
    const opened = await at.reader.open();
    expect(opened).toEqual({ ok: true, value: { samId: '05.03-20200101-0000012345-0987654321' } });
    expect(at.reader.status()).toMatchObject({ state: 'online', simulated: true });
    at.simulator.placeCard({ ...resident, newAddresses: ['测试路2号'] });
    const read = await at.reader.read({ fingerprint: true, newAddresses: true });
    if (!read.ok) throw new Error(read.error.message);
    expect(read.value.card).toMatchObject({ name: '测试员', newAddresses: ['测试路2号'] });
    expect([read.value.photo.wlt.length, read.value.fingerprint?.length]).toEqual([1024, 1024]);
    const removal = at.reader.waitForRemoval();
    at.simulator.removeCard();
    expect((await removal).ok).toBe(true);
  });

  test('pulled out with a read pending: E1005 at once', async () => {
    await at.reader.open();
    at.simulator.placeCard(resident);
    at.simulator.inject({ fault: 'mute', on: 'read' });
    const reading = at.reader.read();
    await served(at.simulator, (event) => event.operation === 'read');
    at.bus.unplug(at.device);
    expect(await reading).toMatchObject({ error: { code: 'E1005' } });
    expect(at.reader.status()).toMatchObject({ state: 'powerOff', errorCode: 'E1005' });
  });

  test('pulled out in the middle of an answer, plugged in elsewhere: soon back, and the card is read', async () => {
    await at.reader.open();
    at.simulator.placeCard(resident);
    at.simulator.inject({ fault: 'unplug', on: 'read', times: 1 });
    expect(await at.reader.read()).toMatchObject({ error: { code: 'E1005' } });
    await at.simulator.replug();
    at.bus.plug(at.device, '2-1.3');
    const since = performance.now();
    await reached(at.reader, 'online');
    expect(performance.now() - since).toBeLessThan(REPLUG_LIMIT_MS);
    expect((await at.reader.read()).ok).toBe(true);
  });

  test('power gone and back while nobody asks: told, and back by itself', async () => {
    await at.reader.open();
    for (let turn = 0; turn < 3; turn += 1) {
      at.bus.unplug(at.device);
      await reached(at.reader, 'powerOff');
      at.bus.plug(at.device);
      await reached(at.reader, 'online');
    }
  });

  test('no reader is E1012, and it is found when it comes', async () => {
    at.bus.unplug(at.device);
    expect(await at.reader.open()).toMatchObject({ error: { code: 'E1012' } });
    expect(at.reader.status()).toMatchObject({ state: 'noDevice', errorCode: 'E1012' });
    at.bus.plug(at.device, '1-9');
    await reached(at.reader, 'online');
  });

  test('without the right to open it: E1003', async () => {
    at.bus.refuse(at.device, 'E1003');
    expect(await at.reader.open()).toMatchObject({ error: { code: 'E1003' } });
    at.bus.refuse(at.device, null);
    await reached(at.reader, 'online');
  });

  test('a refused request is E1010, and the reader is back by itself', async () => {
    await at.reader.open();
    at.simulator.placeCard(resident);
    at.device.faults.inject('stallOut');
    expect(await at.reader.read()).toMatchObject({ error: { code: 'E1010' } });
    await reached(at.reader, 'online');
    expect((await at.reader.read()).ok).toBe(true);
  });

  test('an answer that the reader refuses to give ends the read, and the reader is back by itself', async () => {
    await at.reader.open();
    at.simulator.placeCard(resident);
    expect((await at.reader.waitForCard()).ok).toBe(true);
    at.device.faults.inject('stallIn');
    // A line of one pipe goes on after a halt: the command ends by its limit.
    const code = framing === 'split' ? 'E1010' : 'E2002';
    expect(await at.reader.read()).toMatchObject({ error: { code } });
    await reached(at.reader, 'online');
    expect((await at.reader.read()).ok).toBe(true);
  });

  test.each(['shortHeader', 'shortBody', 'longBody'] as const)(
    '%s: asked for again, and nobody notices',
    async (fault) => {
      await at.reader.open();
      at.simulator.placeCard(resident);
      expect((await at.reader.waitForCard()).ok).toBe(true);
      at.device.faults.inject(fault);
      expect((await at.reader.read()).ok).toBe(true);
    },
  );

  test('noise before every answer, damaged answers, one byte at a time: read all the same', async () => {
    at.simulator.inject({ fault: 'garbage' });
    at.simulator.inject({ fault: 'dribble' });
    expect((await at.reader.open()).ok).toBe(true);
    at.simulator.placeCard(resident);
    at.simulator.inject({ fault: 'badChecksum', on: 'read', times: 1 });
    expect((await at.reader.read()).ok).toBe(true);
  });

  test('closing while a read is pending ends it', async () => {
    await at.reader.open();
    at.simulator.inject({ fault: 'mute', on: 'find' });
    const waiting = at.reader.waitForCard();
    await served(at.simulator, (event) => event.operation === 'find');
    await at.reader.close();
    expect(await waiting).toMatchObject({ ok: false, error: { code: 'E1009' } });
    expect(at.reader.status().state).toBe('offline');
  });
});

describe('a request that is never taken', () => {
  const at = usbScenario({ framing: 'split' }, { find: 300, status: 300 });

  test('ends by its limit; the line is given up and opened anew', async () => {
    await at.reader.open();
    at.device.faults.inject('neverOut');
    expect(await at.reader.waitForCard()).toMatchObject({ error: { code: 'E2002' } });
    await reached(at.reader, 'online');
    expect((await at.reader.selfTest()).ok).toBe(true);
  });
});

describe('a HID device whose reports hold no answer', () => {
  const at = usbScenario({ framing: 'hid' }, { recover: 100 });

  test('is E1013, and is tried again', async () => {
    // Eight reports and more, in front of every answer.
    at.simulator.inject({ fault: 'garbage', bytes: new Array(600).fill(0x11) });
    expect(await at.reader.open()).toMatchObject({ error: { code: 'E1013' } });
    at.simulator.clearFaults();
    await reached(at.reader, 'online');
  });
});
