import { existsSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { HidRelayBoard } from '../../drivers/auxiliaries/hid-relay/driver/hid-relay-board.ts';
import { LcusBoard } from '../../drivers/auxiliaries/lcus/driver/lcus-board.ts';
import { Ld2410Sensor } from '../../drivers/auxiliaries/ld2410/driver/ld2410-sensor.ts';
import type { Lights } from '../../drivers/auxiliaries/lights/lights.ts';
import { RelayLights } from '../../drivers/auxiliaries/lights/relay-lights.ts';
import type { ProximitySensor } from '../../drivers/auxiliaries/proximity-sensor.ts';
import { reached } from '../../drivers/auxiliaries/scenarios/reached.ts';
import { systemHid } from '../../drivers/kit/hid/system-hid.ts';
import { SerialTransport } from '../../drivers/kit/serial-transport.ts';
import { type LabDevices, startDevices } from '../devices/client.ts';
import { settled } from '../guest/udev.ts';
import { nodeThere, until } from '../guest/wait.ts';

/** For a machine that is 20 to 50 times slower. */
const limits = { control: 10_000, probe: 10_000, silence: 20_000 };
const NODE = '/dev/ttyUSB0';
const relays = { cardReader: 1, receiptPrinter: 2 };

let devices: LabDevices;
let lights: Lights | null = null;
let sensor: ProximitySensor | null = null;

beforeAll(() => {
  devices = startDevices();
});
afterEach(async () => {
  await lights?.close();
  await sensor?.close();
  lights = null;
  sensor = null;
});
afterAll(() => devices.stop());

const say = (text: string): void => void process.stdout.write(`${text}\n`);

describe('auxiliaries over hid', () => {
  it('lights go on and off as the board says, and are as they were set when it is plugged in elsewhere', async () => {
    const board = await devices.make('hid-relay', { relays: 2 });
    await board.plug();
    await board.seen();
    await settled();
    lights = new RelayLights({
      board: new HidRelayBoard({ bus: systemHid(), simulated: true, limits }),
      relays,
    });
    expect(await lights.open()).toMatchObject({ ok: true });
    expect(lights.status().details).toMatchObject({ name: 'SIMR1', relays: 2 });
    expect(await lights.set('cardReader', 'on')).toMatchObject({ ok: true });
    expect(await lights.set('receiptPrinter', 'on')).toMatchObject({ ok: true });
    expect(await board.act('on')).toEqual([1, 2]);
    expect(await lights.set('cardReader', 'off')).toMatchObject({ ok: true });
    expect(await board.act('on')).toEqual([2]);

    await board.unplug();
    // Boards say nothing by themselves: that one is gone is seen by its node, or at the next command.
    await reached(lights, 'powerOff');
    expect(await lights.set('cardReader', 'on')).toMatchObject({ ok: false });
    await board.plug('another');
    const { path } = await board.state();
    await until(path, () => existsSync(`/sys/bus/usb/devices/${path}`));
    const since = performance.now();
    await until('both lights', async () => (await board.act('on')).length === 2);
    const ms = Math.round(performance.now() - since);
    say(`auxiliaries over hid: lights as before ${ms} ms after the kernel saw the board`);
    expect(ms).toBeLessThan(5000);
    await lights.close();
    expect(await board.act('on')).toEqual([]);
    await board.close();
  });
});

describe('auxiliaries over serial', () => {
  it('lights on a CH340 go on and off, and are as they were set when the board is plugged in again', async () => {
    const board = await devices.make('serial-relay');
    await board.plug();
    await nodeThere(NODE);
    await settled();
    lights = new RelayLights({
      board: new LcusBoard({ line: new SerialTransport(NODE, 9600), relays: 2, simulated: true, limits }),
      relays,
    });
    expect(await lights.open()).toMatchObject({ ok: true });
    expect(await lights.set('cardReader', 'on')).toMatchObject({ ok: true });
    await until('light', async () => (await board.act('on')).join() === '1');
    expect(Math.abs((await board.act('baudRate')) / 9600 - 1)).toBeLessThan(0.01);
    await board.unplug();
    await reached(lights, 'powerOff');
    await board.plug('another');
    await nodeThere(NODE);
    const since = performance.now();
    // Its relays fell off with its power in between, which this simulated one does not: it is the command that counts.
    await reached(lights, 'online');
    say(`auxiliaries over serial: board back ${Math.round(performance.now() - since)} ms after its node`);
    await lights.set('cardReader', 'off');
    await until('no light', async () => (await board.act('on')).length === 0);
    await board.close();
  });

  it('the radar on a CH340 at 256,000 baud tells who comes and goes, and nothing while it is away', async () => {
    const radar = await devices.make('radar');
    await radar.plug();
    await nodeThere(NODE);
    await settled();
    sensor = new Ld2410Sensor({ line: new SerialTransport(NODE, 256_000), simulated: true, limits });
    expect(await sensor.open()).toMatchObject({ ok: true });
    say(`auxiliaries over serial: 256000 baud asked for, ${await radar.act('baudRate')} set`);
    const at = sensor;
    await radar.act('put', { movingCm: 80 });
    await until('person', () => at.presence()?.present === true);
    await radar.act('put', {});
    await until('nobody', () => at.presence()?.present === false);
    await radar.unplug();
    await reached(sensor, 'powerOff');
    expect(sensor.presence()).toBeNull();
    await radar.plug('another');
    await nodeThere(NODE);
    const since = performance.now();
    await reached(sensor, 'online');
    const ms = Math.round(performance.now() - since);
    say(`auxiliaries over serial: radar back ${ms} ms after its node`);
    expect(ms).toBeLessThan(5000);
    await radar.close();
  });

  it('the radar at another line speed is not understood: E2904', async () => {
    const radar = await devices.make('radar');
    await radar.plug();
    await nodeThere(NODE);
    await settled();
    sensor = new Ld2410Sensor({ line: new SerialTransport(NODE, 115_200), simulated: true, limits });
    expect(await sensor.open()).toMatchObject({ error: { code: 'E2904' } });
    await sensor.close();
    await radar.close();
  });
});
