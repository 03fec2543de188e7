import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { memoryHid } from '../../kit/hid/testing/memory-hid.ts';
import { type MemoryBus, memoryBus } from '../../kit/usb/testing/memory-bus.ts';
import { HidRelayBoard } from '../hid-relay/driver/hid-relay-board.ts';
import { UsbRelay } from '../hid-relay/simulator/usb-relay.ts';
import { RelayLights } from '../lights/relay-lights.ts';
import { reached, until } from './reached.ts';
import { REPLUG_LIMIT_MS } from '../../kit/testing/replug-limit.ts';

let bus: MemoryBus;
let simulator: UsbRelay;
let lights: RelayLights;

beforeEach(() => {
  bus = memoryBus();
  simulator = new UsbRelay({ relays: 4 });
  bus.plug(simulator);
  lights = new RelayLights({
    board: new HidRelayBoard({ bus: memoryHid(bus), simulated: true, limits: { recover: 50 } }),
    relays: { cardReader: 1, receiptPrinter: 2, finger: 4, codeScanner: 8 },
    flashMs: 0,
    flashes: 2,
  });
});
afterEach(async () => {
  await lights.close();
});

describe('auxiliaries over hid, lights', () => {
  it('go on and off, one by one, as the board says itself', async () => {
    expect(await lights.open()).toMatchObject({ ok: true });
    expect(lights.status()).toMatchObject({
      state: 'online',
      simulated: true,
      details: { name: 'SIMR1', relays: 4 },
    });
    expect(await lights.set('cardReader', 'on')).toMatchObject({ ok: true });
    expect(await lights.set('finger', 'on')).toMatchObject({ ok: true });
    expect(simulator.on).toEqual([1, 4]);
    await lights.set('cardReader', 'off');
    expect(simulator.on).toEqual([4]);
  });

  it('flash a few times and stay on', async () => {
    await lights.open();
    const seen: string[] = [];
    simulator.onSwitch(() => seen.push(simulator.on.join()));
    await lights.set('receiptPrinter', 'flash');
    await until(
      () => seen.length === 3,
      (listener) => simulator.onSwitch(listener),
    );
    expect(seen).toEqual(['2', '', '2']);
  });

  it('that flash stop when another state is wished', async () => {
    await lights.open();
    await lights.set('receiptPrinter', 'flash');
    await lights.set('receiptPrinter', 'off');
    await lights.set('cardReader', 'on');
    expect(simulator.on).toEqual([1]);
  });

  it('are all off when they are closed', async () => {
    await lights.open();
    await lights.set('cardReader', 'on');
    await lights.close();
    expect(simulator.on).toEqual([]);
    expect(await bus.open((await bus.list())[0]!, 0)).toMatchObject({ ok: true });
  });

  it('come back by themselves as they were set, wherever the board is plugged in', async () => {
    await lights.open();
    await lights.set('cardReader', 'on');
    await lights.set('finger', 'on');
    bus.unplug(simulator);
    await reached(lights, 'powerOff');
    expect(await lights.set('finger', 'off')).toMatchObject({ error: { code: 'E1005' } });
    const since = performance.now();
    bus.plug(simulator, '3-1');
    await until(
      () => simulator.on.includes(1),
      (listener) => simulator.onSwitch(listener),
    );
    expect(performance.now() - since).toBeLessThan(REPLUG_LIMIT_MS);
    expect(await lights.set('receiptPrinter', 'on')).toMatchObject({ ok: true });
    expect(simulator.on).toEqual([1, 2]);
  });

  it('without a relay are E2902', async () => {
    await lights.open();
    expect(await lights.set('codeScanner', 'on')).toMatchObject({ error: { code: 'E2902' } });
    const none = new RelayLights({ board: new HidRelayBoard({ bus: memoryHid(bus) }), relays: {} });
    expect(await none.set('finger', 'on')).toMatchObject({
      error: { code: 'E2902', action: 'configuration' },
    });
    expect(none.names).toEqual([]);
    await none.close();
  });

  it('whose relay does not follow are E2903', async () => {
    await lights.open();
    simulator.setFault('stuck');
    expect(await lights.set('cardReader', 'on')).toMatchObject({
      error: { code: 'E2903', action: 'maintenance' },
    });
    expect(lights.status().state).toBe('online');
  });

  it('whose board refuses are E1010, and tried again', async () => {
    await lights.open();
    simulator.setFault('refuse');
    expect(await lights.set('cardReader', 'on')).toMatchObject({ error: { code: 'E1010' } });
    await reached(lights, 'hardwareError');
    simulator.setFault(null);
    await until(
      () => simulator.on.includes(1),
      (listener) => simulator.onSwitch(listener),
    );
  });

  it('on another device with these numbers are E2904; it is left alone', async () => {
    simulator.setFault('strange');
    expect(await lights.open()).toMatchObject({ error: { code: 'E2904' } });
    await lights.close();
    expect(await bus.open((await bus.list())[0]!, 0)).toMatchObject({ ok: true });
  });

  it('that were never opened are E2901', async () => {
    expect(await lights.set('cardReader', 'on')).toMatchObject({ error: { code: 'E2901' } });
  });
});
