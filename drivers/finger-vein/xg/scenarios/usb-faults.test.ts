import { describe, expect, test } from 'vitest';
import type { BulkFault } from '../simulator/usb-bulk-module.ts';
import { reached } from '../../scenarios/reached.ts';
import { finger, obliging } from './scenario.ts';
import { shells, usbScenario } from './usb.ts';

describe('bulk-only transport', () => {
  const at = usbScenario('bulkOnly', shells.bulkOnly.make);
  const feature = async () => {
    const stop = obliging(at.simulator, finger);
    const taken = await at.scanner.capture('feature');
    stop();
    at.simulator.liftFinger();
    return taken;
  };

  test.each<[BulkFault, 'answer' | 'request']>([
    ['badStatus', 'answer'],
    ['noStatus', 'answer'],
    ['phaseError', 'answer'],
    ['stallData', 'answer'],
    ['stallWrapper', 'answer'],
    ['pieces', 'answer'],
    ['tooLong', 'answer'],
    ['badStatus', 'request'],
    ['phaseError', 'request'],
    ['stallData', 'request'],
    ['stallWrapper', 'request'],
  ])('%s in one %s: the capture goes on and is right', async (fault, on) => {
    await at.scanner.open();
    at.model.misbehave(fault, on);
    const taken = await feature();
    expect(taken).toMatchObject({ value: { kind: 'done' } });
    expect(at.scanner.status().state).toBe('online');
  });

  test('pieces all the way, each as long as a status, change nothing', async () => {
    at.model.misbehave('pieces', 'answer', 10_000);
    expect((await at.scanner.open()).ok).toBe(true);
    expect(await feature()).toMatchObject({ value: { kind: 'done' } });
  });

  test('a module that takes nothing any more is reset, and works', async () => {
    await at.scanner.open();
    at.model.misbehave('stuck', 'answer');
    expect(await feature()).toMatchObject({ ok: expect.any(Boolean) });
    await reached(at.scanner, 'online');
    expect(at.model.resets).toBeGreaterThan(0);
    expect(await feature()).toMatchObject({ value: { kind: 'done' } });
  });

  test('refused again and again the line is given up, and the module found when it has come to itself', async () => {
    await at.scanner.open();
    at.model.misbehave('stallWrapper', 'answer', 3);
    const told: string[] = [];
    at.scanner.onStatus(({ errorCode }) => errorCode && told.push(errorCode));
    const away = reached(at.scanner, 'hardwareError');
    void at.scanner.fingerPresent();
    await away;
    expect(told[0]).toBe('E1010');
    await reached(at.scanner, 'online');
    expect(await feature()).toMatchObject({ value: { kind: 'done' } });
  });
});

describe('HID', () => {
  const at = usbScenario('hid', shells.hid.make);

  test.each([
    ['stall', 'answer'],
    ['strange', 'answer'],
    ['short', 'answer'],
    ['stall', 'request'],
  ] as const)('%s in one %s: the capture goes on and is right', async (fault, on) => {
    await at.scanner.open();
    at.model.misbehave(fault, on);
    obliging(at.simulator, finger);
    expect(await at.scanner.capture('feature')).toMatchObject({ value: { kind: 'done' } });
  });

  test('reports of another kind again and again are E1013', async () => {
    await at.scanner.open();
    const away = reached(at.scanner, 'hardwareError');
    at.model.misbehave('strange', 'answer', 3);
    void at.scanner.fingerPresent();
    await away;
    expect(at.scanner.status()).toMatchObject({ errorCode: 'E1013' });
    await reached(at.scanner, 'online');
  });
});
