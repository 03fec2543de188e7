import { afterEach, beforeEach, expect, test } from 'vitest';
import { openPtyPair, type PtyPair } from './pty-pair.ts';
import type { DeviceFailure } from './result.ts';
import { SerialTransport } from './serial-transport.ts';

let cable: PtyPair;
let driver: SerialTransport;
let device: SerialTransport;

beforeEach(async () => {
  cable = await openPtyPair();
  driver = new SerialTransport(cable.driverEnd);
  device = new SerialTransport(cable.deviceEnd);
});
afterEach(async () => {
  await driver.close();
  await device.close();
  await cable.close();
});

const lost = (line: SerialTransport): Promise<DeviceFailure> =>
  new Promise((resolve) => {
    const stop = line.onLost((failure) => {
      stop();
      resolve(failure);
    });
  });

test('every byte value arrives unchanged in both directions', async () => {
  expect((await driver.open()).ok).toBe(true);
  expect((await device.open()).ok).toBe(true);
  const all = Uint8Array.from({ length: 256 }, (_, index) => index);
  for (const [from, to] of [
    [driver, device],
    [device, driver],
  ] as const) {
    const received: number[] = [];
    const complete = new Promise<void>((resolve) => {
      const stop = to.onData((bytes) => {
        received.push(...bytes);
        if (received.length < all.length) return;
        stop();
        resolve();
      });
    });
    expect((await from.write(all)).ok).toBe(true);
    await complete;
    expect(received).toEqual([...all]);
  }
});

test('an unplugged idle port is told as E1005 exactly once, without a write', async () => {
  await driver.open();
  let times = 0;
  driver.onLost(() => {
    times += 1;
  });
  const told = lost(driver);
  await cable.unplug();
  expect((await told).code).toBe('E1005');
  expect(driver.isOpen).toBe(false);
  expect(await driver.write(Uint8Array.of(1))).toMatchObject({ ok: false, error: { code: 'E1009' } });
  expect(times).toBe(1);
});

test('after a re-plug the same path opens again and the old port tells nothing about the new one', async () => {
  await driver.open();
  const told = lost(driver);
  await cable.unplug();
  await told;
  expect(await driver.open()).toMatchObject({ ok: false, error: { code: 'E1001' } });
  await cable.replug();
  expect((await driver.open()).ok).toBe(true);
  expect(driver.isOpen).toBe(true);
});

test('a port held by somebody else is E1002', async () => {
  await driver.open();
  const second = new SerialTransport(cable.driverEnd);
  expect(await second.open()).toMatchObject({ ok: false, error: { code: 'E1002' } });
});

test('two opens at once share one port; close during open leaves it closed', async () => {
  const both = await Promise.all([driver.open(), driver.open()]);
  expect(both.every((result) => result.ok)).toBe(true);
  await driver.close();
  void driver.open();
  await driver.close();
  expect(driver.isOpen).toBe(false);
});

test('the line speed can be changed while open', async () => {
  await driver.open();
  expect((await driver.setBaudRate(9600)).ok).toBe(true);
  expect(driver.baudRate).toBe(9600);
});
