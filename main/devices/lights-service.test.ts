import { afterEach, describe, expect, it, vi } from 'vitest';
import { UsbRelay } from '../../drivers/auxiliaries/hid-relay/simulator/usb-relay.ts';
import { LcusSimulator } from '../../drivers/auxiliaries/lcus/simulator/lcus-simulator.ts';
import { pluggedIn } from '../../drivers/kit/discovery/plugged-in.ts';
import { memoryHid } from '../../drivers/kit/hid/testing/memory-hid.ts';
import { SerialTransport } from '../../drivers/kit/serial-transport.ts';
import { memoryBus } from '../../drivers/kit/usb/testing/memory-bus.ts';
import { allLampsOff, type Lamps } from '../ports/lamps.ts';
import { DeviceLines } from './device-lines.ts';
import { type LightsDevice, lightsDeviceSchema } from './lights-config.ts';
import { configuredLights } from './lights-devices.ts';
import { lightsService } from './lights-service.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const lamps = (change: Partial<Lamps>): Lamps => ({ ...allLampsOff, ...change });

/** The service over a USB bus in memory, for boards that have no port. */
function service(device: LightsDevice) {
  const usb = memoryBus();
  const hid = memoryHid(usb);
  const chosen: string[] = [];
  const lines = new DeviceLines({
    world: () => ({ usb, hid, plugged: pluggedIn({ usb, hid, serialPorts: async () => [] }) }),
    onChosen: (kind, { match }) => chosen.push(`${kind} ${match.fingerprint.id}`),
  });
  const lights = configuredLights(lightsDeviceSchema.parse(device), lines);
  const made = lightsService(lights);
  closing.push(() => made.close());
  return { usb, chosen, lights, ...made };
}

async function lcus() {
  const simulator = new LcusSimulator();
  await simulator.start();
  closing.push(() => simulator.stop());
  const channels = { card: 2, printer: 1, finger: 4 };
  return { simulator, ...service({ kind: 'lcus', port: simulator.path, channels }) };
}

describe('lamps on a serial relay board', () => {
  it('show what is wished on their own relays, and a lamp without a relay is passed over', async () => {
    const { simulator, set } = await lcus();
    expect(await set(lamps({ card: 'on', socialCard: 'flash', finger: 'flash' }))).toEqual({
      ok: true,
      value: undefined,
    });
    await vi.waitFor(() => expect(simulator.on).toEqual([2, 4]));
    await set(lamps({ printer: 'on' }));
    await vi.waitFor(() => expect(simulator.on).toEqual([1]));
  });

  it('end with the last wish, however fast wishes follow each other', async () => {
    const { simulator, set } = await lcus();
    const wishes = [
      { card: 'on' },
      { printer: 'on' },
      { finger: 'on' },
      { card: 'on', printer: 'on' },
    ] as const;
    await Promise.all(wishes.map((wish) => set(lamps(wish))));
    await vi.waitFor(() => expect(simulator.on).toEqual([1, 2]));
  });

  it('that were left on by a program that died are dark after the next start', async () => {
    const simulator = new LcusSimulator();
    await simulator.start();
    closing.push(() => simulator.stop());
    const dying = new SerialTransport(simulator.path, 9600);
    await dying.open();
    await dying.write(Uint8Array.of(0xa0, 2, 1, 0xa3));
    await vi.waitFor(() => expect(simulator.on).toEqual([2]));
    await dying.close();
    service({ kind: 'lcus', port: simulator.path, channels: { card: 2, finger: 4 } });
    await vi.waitFor(() => expect(simulator.on).toEqual([]));
  });

  it('are told as away while the board is, and are as wished when it is back', async () => {
    const { simulator, set, lights } = await lcus();
    await set(lamps({ card: 'on' }));
    await vi.waitFor(() => expect(simulator.on).toEqual([2]));
    await simulator.unplug();
    await vi.waitFor(() => expect(lights.status().state).toBe('powerOff'));
    expect(await set(lamps({ printer: 'on' }))).toMatchObject({ ok: false });
    await simulator.replug();
    await vi.waitFor(() => expect(simulator.on).toEqual([1]));
  });

  it('are dark when it is closed, also with a wish on its way', async () => {
    const { simulator, set, close } = await lcus();
    void set(lamps({ card: 'flash', finger: 'on', printer: 'on' }));
    await close();
    await vi.waitFor(() => expect(simulator.on).toEqual([]));
  });
});

describe('lamps on a HID relay board', () => {
  const channels = { card: 1, socialCard: 2 };

  it('are found by their fingerprint whenever the board comes, and followed to another socket', async () => {
    const { usb, set, chosen } = service({ kind: 'hidRelay', channels });
    expect(await set(lamps({ card: 'on' }))).toMatchObject({ error: { code: 'E1012' } });
    const board = new UsbRelay({ relays: 2 });
    usb.plug(board, '1-1');
    await vi.waitFor(() => expect(board.on).toEqual([1]));
    usb.unplug(board);
    usb.plug(board, '2-4');
    await vi.waitFor(() => expect(board.on).toEqual([1]));
    await set(lamps({ socialCard: 'on' }));
    expect(board.on).toEqual([2]);
    expect(chosen).toEqual(['lights hid-relay', 'lights hid-relay']);
  });

  it('of two boards none is guessed', async () => {
    const { usb, set, lights } = service({ kind: 'hidRelay', channels });
    for (const path of ['1-1', '1-2']) usb.plug(new UsbRelay({ relays: 2 }), path);
    await vi.waitFor(() => expect(lights.status().errorCode).toBe('E1014'));
    expect(await set(lamps({ card: 'on' }))).toMatchObject({ ok: false });
  });

  it('that do not follow are E2903, tried again at the next step, and the others go on', async () => {
    const { usb, set, lights } = service({ kind: 'hidRelay', channels });
    const board = new UsbRelay({ relays: 2 });
    usb.plug(board, '1-1');
    await vi.waitFor(() => expect(lights.status().state).toBe('online'));
    await set(allLampsOff);
    board.setFault('stuck');
    expect(await set(lamps({ card: 'on' }))).toMatchObject({ error: { code: 'E2903' } });
    board.setFault(null);
    expect(await set(lamps({ card: 'on' }))).toMatchObject({ ok: true });
    expect(board.on).toEqual([1]);
  });
});
