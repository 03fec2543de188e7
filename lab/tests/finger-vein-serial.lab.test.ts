import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { H1eScanner } from '../../drivers/finger-vein/hitachi-h1e/driver/h1e-scanner.ts';
import { reached } from '../../drivers/finger-vein/scenarios/reached.ts';
import { SerialTransport } from '../../drivers/kit/serial-transport.ts';
import { type LabDevices, startDevices } from '../devices/client.ts';
import { settled } from '../guest/udev.ts';
import { nodeGone, nodeThere } from '../guest/wait.ts';

/** For a machine that is 20 to 50 times slower. */
const limits = { answer: 10_000, capture: 30_000, gap: 1000, late: 5000, finger: 120_000 };
const NODE = '/dev/serial/by-id/usb-Simulated_Finger_vein_unit_LAB-H1E-if00';

let devices: LabDevices;
beforeAll(() => {
  devices = startDevices();
});
afterAll(() => devices.stop());

describe('finger-vein over cdc-acm', () => {
  it('sets 57,600 baud with odd parity, enrols, compares; pulled out and plugged in again it works on', async () => {
    const unit = await devices.make('finger-vein-serial', { serialNumber: 'LAB-H1E' });
    await unit.plug();
    await nodeThere(NODE);
    await settled();
    const scanner = new H1eScanner({
      line: new SerialTransport(NODE, 57_600, 'odd'),
      simulated: true,
      limits,
    });
    expect(await scanner.open()).toMatchObject({ value: { model: 'H-1E', serialNumber: 'SIM000000001' } });
    expect(await unit.act('line')).toMatchObject({
      baudRate: 57_600,
      parity: 'odd',
      dataBits: 8,
      stopBits: 1,
    });
    await unit.act('oblige', { finger: 7 });
    const made = await scanner.enrol(2);
    if (!made.ok || made.value.kind !== 'done') throw new Error(JSON.stringify(made));
    expect(await scanner.verify(made.value.value)).toMatchObject({ value: { kind: 'done' } });

    await unit.act('oblige', null);
    await unit.act('lift');
    const taking = scanner.enrol(1, {
      onEvent: ({ kind }) => void (kind === 'presentFinger' && unit.unplug()),
    });
    expect(await taking).toMatchObject({ error: { code: 'E2615' } });
    await reached(scanner, 'powerOff');
    await nodeGone(NODE);
    await unit.plug('another');
    await nodeThere(NODE);
    const since = performance.now();
    await reached(scanner, 'online');
    const ms = Math.round(performance.now() - since);
    process.stdout.write(`finger-vein over cdc-acm: back ${ms} ms after its node\n`);
    expect(ms).toBeLessThan(5000);
    await scanner.close();
    await unit.close();
  });
});
