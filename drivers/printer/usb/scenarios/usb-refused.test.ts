import { expect, it } from 'vitest';
import { certificationSlip } from '../../escpos/scenarios/stand.ts';
import { openUsbStand } from '../testing/usb-stand.ts';

const notTaken = { ok: false, error: { code: 'E4022' } };

it.each([
  ['refuses a transfer in the middle of a slip', 'stallOut', {}],
  ['does so and knows only the old SOFT_RESET', 'stallOut', { oldReset: true }],
  ['takes nothing more until it is reset', 'neverOutUntilReset', {}],
] as const)(
  'a printer that %s: not printed, reset, and the next print is whole',
  async (_name, fault, device) => {
    const stand = await openUsbStand('generic-80mm', { device });
    const { printer, simulator } = stand;
    stand.device.faults.inject(fault, { afterBytes: 12_000 });
    expect(await printer.print(certificationSlip)).toMatchObject(notTaken);
    expect(simulator.slips).toHaveLength(0);
    expect(await printer.print(certificationSlip)).toMatchObject({ ok: true });
    // A cut piece of the first, then the slip.
    expect(simulator.slips).toHaveLength(2);
  },
);

it('a printer that takes nothing for ever ends each time with its code, and works when it is mended', async () => {
  const { printer, device, simulator } = await openUsbStand();
  device.faults.inject('neverOut', { afterBytes: 12_000 });
  expect(await printer.print(certificationSlip)).toMatchObject(notTaken);
  const again = await printer.print(certificationSlip);
  expect(again.ok).toBe(false);
  expect(simulator.slips).toHaveLength(0);
  device.faults.clear();
  expect(await printer.print(certificationSlip)).toMatchObject({ ok: true });
}, 20_000);

it('a way back that halts once loses nothing', async () => {
  const { printer, device } = await openUsbStand();
  device.faults.inject('stallIn');
  expect(await printer.print(certificationSlip)).toMatchObject({ ok: true });
});

it('whoever cancels or closes does not wait for a printer that takes nothing', async () => {
  const { printer, device } = await openUsbStand('generic-80mm', { patienceMs: 60_000 });
  device.faults.inject('neverOut', { afterBytes: 12_000 });
  const cancelled = await printer.print(certificationSlip, { signal: AbortSignal.timeout(700) });
  expect(cancelled).toMatchObject({ ok: false, error: { code: 'E4021' } });
  const asking = printer.status();
  await printer.close();
  expect((await asking).ok).toBe(false);
});
