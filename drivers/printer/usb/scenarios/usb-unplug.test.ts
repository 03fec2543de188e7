import { expect, it } from 'vitest';
import { certificationSlip } from '../../escpos/scenarios/stand.ts';
import { openUsbStand, statusComes, usbStand } from '../testing/usb-stand.ts';
import { REPLUG_LIMIT_MS } from '../../../kit/testing/replug-limit.ts';

const online = ({ state }: { state: string }): boolean => state === 'online';

it('pulled out in the middle of a slip: nobody knows; plugged in elsewhere it works again by itself', async () => {
  const { printer, bus, device, simulator } = await openUsbStand('generic-80mm', {
    simulator: { profile: 'generic-80mm', paceBaud: 115_200 },
  });
  const pulled = new Promise<void>((resolve) => {
    const stop = simulator.buffer.onChange(() => {
      if (simulator.state.rowsOnPaper < 200) return;
      stop();
      bus.unplug(device);
      resolve();
    });
  });
  const answer = printer.print(certificationSlip);
  await pulled;
  expect(await answer).toMatchObject({ ok: false, error: { code: 'E4011' } });
  expect(simulator.slips).toHaveLength(0);
  await statusComes(printer, ({ state }) => state === 'noDevice');

  bus.plug(device, '1-9.4');
  expect(await statusComes(printer, online)).toBeLessThan(REPLUG_LIMIT_MS);
  expect(await printer.print(certificationSlip)).toMatchObject({ ok: true });
  // The piece that was broken off, cut off, and the whole slip.
  expect(simulator.slips).toHaveLength(2);
}, 30_000);

it('switched off and on in the middle of a slip: the same', async () => {
  const { printer, bus, device, simulator } = await openUsbStand();
  await simulator.inject('unplug', { afterRows: 200 });
  expect(await printer.print(certificationSlip)).toMatchObject({ ok: false, error: { code: 'E4011' } });
  await statusComes(printer, ({ state }) => state === 'noDevice');
  bus.plug(device);
  expect(await statusComes(printer, online)).toBeLessThan(REPLUG_LIMIT_MS);
  expect(await printer.print(certificationSlip)).toMatchObject({ ok: true });
});

it('ten times in a row, on ever other places', async () => {
  const { printer, bus, device } = await openUsbStand();
  const recovered: number[] = [];
  for (let turn = 1; turn <= 10; turn += 1) {
    bus.unplug(device);
    await statusComes(printer, ({ state }) => state !== 'online');
    bus.plug(device, `2-${turn}`);
    recovered.push(await statusComes(printer, online));
  }
  expect(Math.max(...recovered)).toBeLessThan(REPLUG_LIMIT_MS);
  expect(await printer.print(certificationSlip)).toMatchObject({ ok: true });
}, 20_000);

it('is found when it is plugged in after the terminal has started', async () => {
  const { printer, bus, device } = await usbStand();
  bus.unplug(device);
  expect(await printer.open()).toMatchObject({ ok: false, error: { code: 'E1012' } });
  bus.plug(device);
  expect(await statusComes(printer, online)).toBeLessThan(REPLUG_LIMIT_MS);
});
