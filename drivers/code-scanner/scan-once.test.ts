import { describe, expect, it } from 'vitest';
import { pluggedIn } from '../kit/discovery/plugged-in.ts';
import { memoryHid } from '../kit/hid/testing/memory-hid.ts';
import { memoryBus } from '../kit/usb/testing/memory-bus.ts';
import { scanCodeOnce } from './scan-once.ts';
import { namedScanner, type ScannerSpeech, scannerAt } from './scanner-at.ts';
import { simulatedScannerIds, UsbScanner, type UsbScannerTraits } from './simulator/usb-scanner.ts';

const never = new AbortController().signal;
const port = (kind: 'keyboard' | 'hidPos') =>
  ({ kind: kind === 'keyboard' ? 'usb' : 'hid', ...simulatedScannerIds[kind] }) as const;

/** A simulated scanner, and the driver for it as a person names it. */
async function scanner(
  traits: UsbScannerTraits & { readonly kind: 'keyboard' | 'hidPos' },
  speech: ScannerSpeech = {},
) {
  const usb = memoryBus();
  const hid = memoryHid(usb);
  const simulator = new UsbScanner(traits);
  usb.plug(simulator);
  const plugged = await pluggedIn({ usb, hid, serialPorts: async () => [] }).list();
  const way = namedScanner(plugged, port(traits.kind));
  if (!way.ok) throw new Error(way.error.message);
  const made = scannerAt(way.value, speech, { usb, hid });
  if (!made.ok) throw new Error(made.error.message);
  // Somebody holds a code before it as soon as it is wanted.
  const shows = (text: string): void => {
    const { enable } = made.value;
    made.value.enable = () => {
      enable.call(made.value);
      simulator.show(text);
    };
  };
  return { usb, simulator, plugged, scanner: made.value, shows };
}

describe('one code', () => {
  it.each([
    { kind: 'keyboard', end: 'enter' },
    { kind: 'keyboard', end: 'tab' },
    { kind: 'hidPos', dataAt: 5 },
    { kind: 'hidPos', dataAt: 2 },
  ] as const)('is told by its length and kind, never by itself: %j', async (traits) => {
    for (const [text, kind] of [
      ['314159265358', 'digits'],
      ['QR-31415/926', 'ascii'],
    ] as const) {
      const one = await scanner(traits, traits);
      one.shows(text);
      const told = await scanCodeOnce({ scanner: one.scanner, timeoutMs: 20_000, signal: never });
      expect(told).toEqual({ ok: true, length: 12, kind });
      expect(JSON.stringify(told)).not.toContain('31415');
    }
  });

  it('none in time is E2705, called off E1008, and the scanner is let go', async () => {
    const one = await scanner({ kind: 'keyboard' });
    expect(await scanCodeOnce({ scanner: one.scanner, timeoutMs: 100, signal: never })).toMatchObject({
      ...{ ok: false, error: { code: 'E2705' } },
    });
    const device = (await one.usb.list())[0];
    if (!device) throw new Error('no scanner');
    expect(await one.usb.open(device, 0)).toMatchObject({ ok: true });
    const other = await scanner({ kind: 'hidPos' });
    const stop = new AbortController();
    const reading = scanCodeOnce({ scanner: other.scanner, timeoutMs: 20_000, signal: stop.signal });
    stop.abort();
    expect(await reading).toMatchObject({ error: { code: 'E1008' } });
  });
});

describe('a scanner that is named', () => {
  it('is E1012 when it is not there, or not as it is named', async () => {
    const { plugged } = await scanner({ kind: 'hidPos' });
    expect(namedScanner(plugged, port('keyboard'))).toMatchObject({ error: { code: 'E1012' } });
    const onUsb = namedScanner(plugged, { ...port('hidPos'), kind: 'usb' });
    if (!onUsb.ok) throw new Error('not on USB');
    const usb = memoryBus();
    expect(scannerAt(onUsb.value, {}, { usb, hid: memoryHid(usb) })).toMatchObject({
      error: { code: 'E1012', message: expect.stringContaining('hid:') },
    });
  });

  it('of two equal ones none is guessed; the serial number tells', async () => {
    const usb = memoryBus();
    const hid = memoryHid(usb);
    for (const serialNumber of ['A', 'B']) usb.plug(new UsbScanner({ kind: 'keyboard', serialNumber }));
    const plugged = await pluggedIn({ usb, hid, serialPorts: async () => [] }).list();
    expect(namedScanner(plugged, port('keyboard'))).toMatchObject({ error: { code: 'E1014' } });
    expect(namedScanner(plugged, { ...port('keyboard'), serialNumber: 'B' })).toMatchObject({
      ...{ ok: true, value: { serialNumber: 'B' } },
    });
  });
});
