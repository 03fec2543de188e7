import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { XgScanner } from '../../drivers/finger-vein/xg/driver/xg-scanner.ts';
import { usbBulkModule } from '../../drivers/finger-vein/xg/simulator/usb-bulk-module.ts';
import { usbHidModule } from '../../drivers/finger-vein/xg/simulator/usb-hid-module.ts';
import { XgSimulator } from '../../drivers/finger-vein/xg/simulator/xg-simulator.ts';
import { SdtIdCardReader } from '../../drivers/id-card/sdt/driver/sdt-reader.ts';
import { SdtSimulator } from '../../drivers/id-card/sdt/simulator/sdt-simulator.ts';
import { UsbReader, type UsbReaderOptions } from '../../drivers/id-card/sdt/simulator/usb-reader.ts';
import type { Choice } from '../../drivers/kit/discovery/choose.ts';
import { pluggedIn } from '../../drivers/kit/discovery/plugged-in.ts';
import { memoryHid } from '../../drivers/kit/hid/testing/memory-hid.ts';
import { memoryBus } from '../../drivers/kit/usb/testing/memory-bus.ts';
import { EscposPrinter } from '../../drivers/printer/escpos/driver/escpos-printer.ts';
import { EscposSimulator } from '../../drivers/printer/escpos/simulator/escpos-simulator.ts';
import { UsbPrinter } from '../../drivers/printer/escpos/simulator/usb-printer.ts';
import { loadProfile } from '../../drivers/printer/profiles/profile.ts';
import { DeviceLines } from './device-lines.ts';

/** Every device is simulated, on a USB bus in memory; the configuration names no port. */
const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

function terminal(ownDir?: string) {
  const usb = memoryBus();
  const hid = memoryHid(usb);
  const chosen: (readonly [string, Choice])[] = [];
  const lines = new DeviceLines({
    ownDir,
    world: () => ({ usb, hid, plugged: pluggedIn({ usb, hid, serialPorts: async () => [] }) }),
    onChosen: (kind, choice) => chosen.push([kind, choice]),
  });
  return { usb, lines, chosen };
}

async function reader(serialNumber: string, options: Partial<UsbReaderOptions> = {}): Promise<UsbReader> {
  const simulator = new SdtSimulator();
  await simulator.start();
  const device = new UsbReader(simulator, { framing: 'split', serialNumber, ...options });
  closing.push(async () => {
    await device.close();
    await simulator.stop();
  });
  return device;
}

describe('devices that are found wherever they are plugged in', () => {
  it('an ID-card reader, pulled out and plugged in elsewhere, back within a second', async () => {
    const { usb, lines, chosen } = terminal();
    const device = await reader('A');
    usb.plug(device, '1-1');
    const driver = new SdtIdCardReader({ line: lines.at('idCard', { found: {} }), simulated: true });
    closing.push(() => driver.close());
    expect(await driver.open()).toMatchObject({ ok: true });
    const online = (wanted: boolean): Promise<void> =>
      new Promise((resolve) => {
        const stop = driver.onStatus(({ state }) => {
          if ((state === 'online') !== wanted) return;
          stop();
          resolve();
        });
      });
    const away = online(false);
    usb.unplug(device);
    await away;
    const back = online(true);
    const since = performance.now();
    usb.plug(device, '3-4.1');
    await back;
    expect(performance.now() - since).toBeLessThan(1000);
    expect(chosen.map(([kind, { match }]) => [kind, match.candidate.place])).toEqual([
      ['idCard', '1-1'],
      ['idCard', '3-4.1'],
    ]);
  });

  it.each([
    { front: 0, options: {} },
    { front: 1, options: { reportId: 1 } },
    { front: 2, options: { reportId: 1, lengthByte: true } },
  ] as const)('an ID-card reader on HID that only a file describes: %j', async ({ front, options }) => {
    const dir = mkdtempSync(path.join(tmpdir(), 'yinling-fingerprints-'));
    closing.push(() => rmSync(dir, { recursive: true }));
    const fingerprint = {
      ...{ id: 'reader-of-the-test', kind: 'idCard', name: 'Simulated', transport: 'hid' },
      ...{ match: { vendorId: '1209', productId: '0010' }, options: { framing: 'hid', ...options } },
      ...{ certainty: 'inferred', source: 'its own simulator' },
    };
    writeFileSync(path.join(dir, 'reader.json'), JSON.stringify(fingerprint));
    const { usb, lines, chosen } = terminal(dir);
    usb.plug(await reader('A', { framing: 'hid', front }));
    const driver = new SdtIdCardReader({ line: lines.at('idCard', { found: {} }), simulated: true });
    closing.push(() => driver.close());
    expect(await driver.open()).toMatchObject({ ok: true });
    expect(chosen[0]?.[1].match.fingerprint.id).toBe('reader-of-the-test');
  });

  it('two ID-card readers are E1014 until the configuration names one', async () => {
    const { usb, lines } = terminal();
    usb.plug(await reader('A'));
    usb.plug(await reader('B'));
    const either = lines.at('idCard', { found: {} });
    expect(await either.open()).toMatchObject({ ok: false, error: { code: 'E1014' } });
    const named = lines.at('idCard', { found: { serialNumber: 'B' } });
    closing.push(() => named.close());
    expect(await named.open()).toMatchObject({ ok: true });
  });

  it('a printer, which also says what it is', async () => {
    const { usb, lines } = terminal();
    const profile = loadProfile('custom-vkp80');
    if (!profile.ok) throw new Error(profile.error.message);
    const simulator = new EscposSimulator({ profile: 'custom-vkp80' });
    await simulator.start();
    const device = new UsbPrinter(simulator, { vendorId: 0x0dd4, manufacturer: 'CUSTOM', model: 'VKP80' });
    usb.plug(device);
    closing.push(async () => {
      await device.close();
      await simulator.stop();
    });
    const printer = new EscposPrinter({
      transport: lines.at('printer', { found: {} }),
      profile: profile.value,
      simulated: true,
    });
    closing.push(() => printer.close());
    expect(await printer.open()).toMatchObject({ ok: true });
    expect(await printer.status()).toMatchObject({ ok: true, value: { paper: 'full' } });
  });

  it.each([
    ['bulk-only', usbBulkModule],
    ['HID', usbHidModule],
  ] as const)('a finger-vein module, %s', async (_, shell) => {
    const { usb, lines } = terminal();
    const simulator = new XgSimulator({ captureMs: 10 });
    await simulator.start();
    const device = shell(simulator);
    usb.plug(device);
    closing.push(async () => {
      usb.unplug(device);
      await simulator.stop();
    });
    const line = lines.found({ kind: 'fingerVein', wish: {}, protocol: 'xg' });
    const scanner = new XgScanner({ line, simulated: true });
    closing.push(() => scanner.close());
    expect(await scanner.open()).toMatchObject({ ok: true });
    const other = lines.found({ kind: 'fingerVein', wish: {}, protocol: 'hitachi' });
    expect(await other.open()).toMatchObject({ ok: false, error: { code: 'E1012' } });
  });
});
