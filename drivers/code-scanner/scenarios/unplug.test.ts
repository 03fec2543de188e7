import { describe, expect, it } from 'vitest';
import { scannerPick } from '../driver/keyboard-place.ts';
import { hidPosScanner, keyboardScanner } from '../driver/open-scanner.ts';
import { memoryHid } from '../../kit/hid/testing/memory-hid.ts';
import { readCode } from '../read-code.ts';
import { simulatedScannerIds, UsbScanner } from '../simulator/usb-scanner.ts';
import { next, reached, scenario } from './scenario.ts';
import { REPLUG_LIMIT_MS } from '../../kit/testing/replug-limit.ts';

describe('code-scanner over keyboard, pulled out', () => {
  const at = scenario();

  it('while a code is awaited is E2706 at once', async () => {
    await at.scanner.open();
    const reading = readCode(at.scanner, { timeoutMs: 20_000 });
    at.bus.unplug(at.simulator);
    expect(await reading).toMatchObject({ error: { code: 'E2706', action: 'reset' } });
    expect(at.scanner.status()).toMatchObject({ state: 'powerOff', errorCode: 'E1005' });
  });

  it('is back by itself, wherever it is plugged in, and reads', async () => {
    await at.scanner.open();
    at.scanner.enable();
    at.bus.unplug(at.simulator);
    await reached(at.scanner, 'powerOff');
    const since = performance.now();
    at.bus.plug(at.simulator, '2-3.1');
    await reached(at.scanner, 'online');
    expect(performance.now() - since).toBeLessThan(REPLUG_LIMIT_MS);
    expect(at.scanner.status().details).toMatchObject({ path: '2-3.1' });
    const told = next(at.scanner);
    at.simulator.show('again');
    await told;
    expect(at.told).toEqual(['again']);
  });

  it('in the middle of a code leaves nothing of it', async () => {
    await at.scanner.open();
    at.scanner.enable();
    at.simulator.inject('cut');
    at.simulator.show('half of a code');
    at.bus.unplug(at.simulator);
    at.bus.plug(at.simulator);
    await reached(at.scanner, 'online');
    const told = next(at.scanner);
    at.simulator.show('whole');
    await told;
    expect(at.told).toEqual(['whole']);
  });

  it('was never there: E1012, and found as soon as it comes', async () => {
    at.bus.unplug(at.simulator);
    expect(await at.scanner.open()).toMatchObject({ error: { code: 'E1012' } });
    expect(at.scanner.status().state).toBe('noDevice');
    at.bus.plug(at.simulator);
    await reached(at.scanner, 'online');
  });

  it('closed while it was away, it is not looked for any more', async () => {
    await at.scanner.open();
    at.bus.unplug(at.simulator);
    await at.scanner.close();
    at.bus.plug(at.simulator);
    expect(at.scanner.status().state).toBe('offline');
    const [device] = await at.bus.list();
    expect(await at.bus.open(device!, 0)).toMatchObject({ ok: true });
  });

  it('is not mixed up with the keyboard of the staff', async () => {
    const pick = scannerPick({ vendorId: 0x046d, productId: 0xc31c });
    expect(pick(await at.bus.list())).toBeNull();
    const bySerial = scannerPick({ ...simulatedScannerIds.keyboard, serialNumber: 'OTHER' });
    expect(bySerial(await at.bus.list())).toBeNull();
  });

  it('held by another program is told as E1002, refused by the system as E1003', async () => {
    for (const code of ['E1002', 'E1003'] as const) {
      at.bus.refuse(at.simulator, code);
      expect(await at.scanner.open()).toMatchObject({ error: { code } });
    }
    at.bus.refuse(at.simulator, null);
    await reached(at.scanner, 'online');
  });

  it('a device with the right numbers that is no such scanner is E2707, and left alone', async () => {
    at.bus.unplug(at.simulator);
    const other = new UsbScanner({ kind: 'hidPos' });
    at.bus.plug(other);
    const scanner = keyboardScanner({
      bus: at.bus,
      // As a file with the wrong kind would say.
      pick: (devices) => (devices[0] ? { device: devices[0], interfaceNumber: 0 } : null),
      end: 'enter',
    });
    expect(await scanner.open()).toMatchObject({ error: { code: 'E2707' } });
    await scanner.close();
    at.bus.plug(at.simulator);
    const hid = memoryHid(at.bus);
    const pos = hidPosScanner({ bus: hid, pick: (devices) => devices[1] ?? null, dataAt: 5 });
    expect(await pos.open()).toMatchObject({ error: { code: 'E2707' } });
    await pos.close();
    const [device] = await at.bus.list();
    expect(await at.bus.open(device!, 0)).toMatchObject({ ok: true });
  });
});

describe('code-scanner over hid-pos, pulled out', () => {
  const at = scenario({}, { kind: 'hidPos', dataAt: 5 });

  it('while a code is awaited is E2706; plugged in elsewhere it is soon back and reads', async () => {
    await at.scanner.open();
    const reading = readCode(at.scanner, { timeoutMs: 20_000 });
    at.bus.unplug(at.simulator);
    expect(await reading).toMatchObject({ error: { code: 'E2706' } });
    const since = performance.now();
    at.bus.plug(at.simulator, '2-3.1');
    await reached(at.scanner, 'online');
    expect(performance.now() - since).toBeLessThan(REPLUG_LIMIT_MS);
    at.scanner.enable();
    const told = next(at.scanner);
    at.simulator.show('again');
    await told;
    expect(at.told).toEqual(['again']);
    expect(await at.scanner.selfTest()).toMatchObject({ ok: true });
  });
});
