import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SerialTransport } from '../../kit/serial-transport.ts';
import { Ld2410Sensor } from '../ld2410/driver/ld2410-sensor.ts';
import { Ld2410Simulator } from '../ld2410/simulator/ld2410-simulator.ts';
import type { Presence } from '../proximity-sensor.ts';
import { reached } from './reached.ts';

let simulator: Ld2410Simulator;
let sensor: Ld2410Sensor;

const limits = { probe: 1000, silence: 400, recover: 50, reopen: 50 };
const near = { nearCm: 100, comeMs: 60, goMs: 120 };

async function start(engineering = false): Promise<void> {
  simulator = new Ld2410Simulator({ everyMs: 20, engineering });
  await simulator.start();
  sensor = new Ld2410Sensor({ line: new SerialTransport(simulator.path), near, limits, simulated: true });
}
beforeEach(() => start());
afterEach(async () => {
  await sensor.close();
  await simulator.stop();
});

/** The next thing that the sensor tells. */
const told = (): Promise<Presence | null> =>
  new Promise((resolve) => {
    const stop = sensor.onPresence((presence) => {
      stop();
      resolve(presence);
    });
  });

describe('auxiliaries over serial, sensor for persons', () => {
  it('tells who comes near and who goes', async () => {
    const first = told();
    expect(await sensor.open()).toMatchObject({ ok: true });
    expect(await first).toEqual({ present: false, distanceCm: null });
    const comes = told();
    simulator.put({ movingCm: 85, stillCm: 70 });
    expect(await comes).toEqual({ present: true, distanceCm: 70 });
    expect(sensor.status()).toMatchObject({ state: 'online', simulated: true });
    const goes = told();
    simulator.put({ movingCm: 300 });
    expect(await goes).toEqual({ present: false, distanceCm: null });
  });

  it('knows nothing while it is unplugged, and is back within two seconds', async () => {
    simulator.put({ stillCm: 50 });
    await sensor.open();
    const lost = told();
    await simulator.unplug();
    expect(await lost).toBeNull();
    expect(sensor.presence()).toBeNull();
    await reached(sensor, 'powerOff');
    const back = told();
    await simulator.replug();
    const since = performance.now();
    expect(await back).toEqual({ present: true, distanceCm: 50 });
    expect(performance.now() - since).toBeLessThan(2000);
  });

  it('that falls silent is E2905, and is there again when it reports', async () => {
    await sensor.open();
    const lost = told();
    simulator.setFault('silent');
    expect(await lost).toBeNull();
    expect(sensor.status()).toMatchObject({ state: 'hardwareError', errorCode: 'E2905' });
    simulator.setFault(null);
    await reached(sensor, 'online');
  });

  it('reads between noise', async () => {
    simulator.setFault('stray');
    simulator.put({ stillCm: 60 });
    const first = told();
    await sensor.open();
    expect(await first).toEqual({ present: true, distanceCm: 60 });
  });

  it('that is never understood is E2904, that never reports E2905', async () => {
    simulator.setFault('garbled');
    expect(await sensor.open()).toMatchObject({ error: { code: 'E2904', action: 'configuration' } });
    await sensor.close();
    await simulator.stop();
    await start();
    simulator.setFault('silent');
    expect(await sensor.open()).toMatchObject({ error: { code: 'E2905' } });
  });

  it('may report with all its energies', async () => {
    await simulator.stop();
    await start(true);
    simulator.put({ stillCm: 60 });
    const first = told();
    await sensor.open();
    expect(await first).toEqual({ present: true, distanceCm: 60 });
  });

  it('can be given up while it is looked for', async () => {
    simulator.setFault('silent');
    expect(await sensor.open(AbortSignal.timeout(20))).toMatchObject({ error: { code: 'E1008' } });
  });
});
