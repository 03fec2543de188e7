import { describe, expect, test } from 'vitest';
import type { UsbModel } from '../../../kit/usb/simulator/usb-model.ts';
import { fingerBytes } from '../../simulator/finger.ts';
import { usbBulkModule } from '../simulator/usb-bulk-module.ts';
import { usbHidModule } from '../simulator/usb-hid-module.ts';
import { reached } from '../../scenarios/reached.ts';
import { enrolled, finger, obliging, served, stranger } from './scenario.ts';
import { shells, usbScenario } from './usb.ts';
import { REPLUG_LIMIT_MS } from '../../../kit/testing/replug-limit.ts';

describe.each(['bulkOnly', 'hid'] as const)('a module over %s', (framing) => {
  const at = usbScenario<UsbModel>(framing, shells[framing].make);

  test('is found, without any speed to be found', async () => {
    expect(await at.scanner.open()).toMatchObject({
      value: { model: 'XG-V7-SIM', serialNumber: 'SIM0000001' },
    });
    expect(at.scanner.status()).toMatchObject({ state: 'online', details: { port: 'usb:2109:7638' } });
  });

  test('gives a feature whole, in one block', async () => {
    await at.scanner.open();
    const stop = obliging(at.simulator, finger);
    const taken = await at.scanner.capture('feature');
    stop();
    if (!taken.ok || taken.value.kind !== 'done') throw new Error(JSON.stringify(taken));
    expect(Buffer.from(taken.value.value.bytes).equals(fingerBytes(7, 1500))).toBe(true);
    expect(at.trace.filter(({ text, direction }) => direction === 'out' && text === 'readData')).toHaveLength(
      1,
    );
  });

  test('gives a picture, in as few blocks as its framing allows', async () => {
    await at.scanner.open();
    at.simulator.placeFinger(finger);
    const taken = await at.scanner.capture('image');
    if (!taken.ok || taken.value.kind !== 'done') throw new Error(JSON.stringify(taken));
    const size = taken.value.value.bytes.length;
    const blocks = at.trace.filter(({ text, direction }) => direction === 'out' && text === 'readData');
    expect(blocks).toHaveLength(Math.ceil(size / shells[framing].traits.blockBytes));
  });

  test('enrols, compares, tells a stranger, and keeps nothing', async () => {
    await at.scanner.open();
    const template = await enrolled(at, finger);
    const stop = obliging(at.simulator, finger);
    expect(await at.scanner.verify([template])).toEqual({ ok: true, value: { kind: 'done', value: 0 } });
    stop();
    obliging(at.simulator, stranger);
    expect(await at.scanner.verify([template])).toEqual({ ok: true, value: { kind: 'done', value: null } });
    expect(at.simulator.held).toEqual([]);
  });

  test('is called off while it waits for a finger', async () => {
    await at.scanner.open();
    const stop = new AbortController();
    const waits = served(at.simulator, 'feature', 0x20);
    const taking = at.scanner.capture('feature', { signal: stop.signal });
    await waits;
    const cancelled = served(at.simulator, 'cancel');
    stop.abort();
    expect(await taking).toMatchObject({ error: { code: 'E1008' } });
    await cancelled;
    expect(await at.scanner.fingerPresent()).toEqual({ ok: true, value: false });
  });

  test('pulled out while a finger lies there: E2615 at once; plugged in elsewhere it is soon back', async () => {
    await at.scanner.open();
    const waits = served(at.simulator, 'feature', 0x20);
    const taking = at.scanner.capture('feature');
    await waits;
    at.bus.unplug(at.model);
    expect(await taking).toMatchObject({ error: { code: 'E2615' } });
    expect(at.scanner.status()).toMatchObject({ state: 'powerOff', errorCode: 'E1005' });
    const since = performance.now();
    at.bus.plug(at.model, '1-4.2');
    await reached(at.scanner, 'online');
    // The pause between two tries is five seconds here: the bus has told it.
    expect(performance.now() - since).toBeLessThan(REPLUG_LIMIT_MS);
    obliging(at.simulator, finger);
    expect(await at.scanner.capture('feature')).toMatchObject({ value: { kind: 'done' } });
  });

  test('that lost its power for a moment is connected to anew', async () => {
    await at.scanner.open();
    at.simulator.powerCycle();
    expect(await at.scanner.fingerPresent()).toMatchObject({ error: { code: 'E2609' } });
    await reached(at.scanner, 'online');
    expect(await at.scanner.fingerPresent()).toEqual({ ok: true, value: false });
  });

  test('that is not there is E1012, and found when it is', async () => {
    at.bus.unplug(at.model);
    expect(await at.scanner.open()).toMatchObject({ error: { code: 'E1012' } });
    at.bus.plug(at.model);
    await reached(at.scanner, 'online');
  });

  test('whose simulator cannot be read: the scripted faults work over USB too', async () => {
    await at.scanner.open();
    at.simulator.inject({ fault: 'wrongSum', on: 'readData', times: 2 });
    at.simulator.inject({ fault: 'dribble', on: 'feature' });
    obliging(at.simulator, finger);
    expect(await at.scanner.capture('feature')).toMatchObject({ value: { kind: 'done' } });
  });
});

describe('a module that holds its answer back until it has one', () => {
  const at = usbScenario('bulkOnly', (simulator) => usbBulkModule(simulator, { holdsBack: true }));

  test('works, and hears CANCEL while it waits for a finger', async () => {
    expect((await at.scanner.open()).ok).toBe(true);
    const stop = new AbortController();
    const waits = served(at.simulator, 'feature', 0x20);
    const taking = at.scanner.capture('feature', { signal: stop.signal });
    await waits;
    stop.abort();
    expect(await taking).toMatchObject({ error: { code: 'E1008' } });
    expect(await at.scanner.fingerPresent()).toEqual({ ok: true, value: false });
    expect(at.model.resets).toBeGreaterThan(0);
  });
});

describe('a HID module whose reports bear their own number', () => {
  const at = usbScenario('hid', (simulator) => usbHidModule(simulator, { answerId: 2 }));

  test('is understood', async () => {
    expect((await at.scanner.open()).ok).toBe(true);
  });
});
