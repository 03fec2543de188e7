import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SerialTransport } from '../../kit/serial-transport.ts';
import { LcusBoard } from '../lcus/driver/lcus-board.ts';
import { LcusSimulator } from '../lcus/simulator/lcus-simulator.ts';
import { RelayLights } from '../lights/relay-lights.ts';
import { reached, until } from './reached.ts';

let simulator: LcusSimulator;
let lights: RelayLights;
const switched = (listener: () => void): (() => void) => simulator.onSwitch(listener);

beforeEach(async () => {
  simulator = new LcusSimulator({ relays: 2 });
  await simulator.start();
  const board = new LcusBoard({
    line: new SerialTransport(simulator.path, 9600),
    relays: 2,
    simulated: true,
  });
  lights = new RelayLights({ board, relays: { cardReader: 1, receiptPrinter: 2, finger: 3 } });
});
afterEach(async () => {
  await lights.close();
  await simulator.stop();
});

describe('auxiliaries over serial, lights', () => {
  it('go on and off; the board confirms nothing', async () => {
    await lights.open();
    expect(lights.status()).toMatchObject({ state: 'online', details: { relays: 2, confirms: false } });
    expect(await lights.set('cardReader', 'on')).toMatchObject({ ok: true });
    expect(await lights.set('receiptPrinter', 'on')).toMatchObject({ ok: true });
    await until(() => simulator.on.length === 2, switched);
    await lights.set('cardReader', 'off');
    await until(() => simulator.on.join() === '2', switched);
  });

  it('are as they were set when the board is back', async () => {
    await lights.open();
    await lights.set('cardReader', 'on');
    await until(() => simulator.on.length === 1, switched);
    await simulator.unplug();
    await reached(lights, 'powerOff');
    await simulator.replug();
    await until(() => simulator.on.join() === '1', switched);
  });

  it('beyond the relays of the board are E2902', async () => {
    await lights.open();
    expect(await lights.set('finger', 'on')).toMatchObject({ error: { code: 'E2902' } });
  });

  it('are all off when they are closed', async () => {
    await lights.open();
    await lights.set('cardReader', 'on');
    await lights.close();
    await until(() => simulator.on.length === 0, switched);
  });
});
