import { expect, it } from 'vitest';
import { certificationSlip, openStand } from './stand.ts';

it('knows before printing that the paper is out', async () => {
  const { printer, simulator } = await openStand('generic-80mm');
  await simulator.inject('paperOut');
  expect(await printer.status()).toMatchObject({ ok: true, value: { paper: 'out', online: false } });
  expect(await printer.print(certificationSlip)).toMatchObject({ ok: false, error: { code: 'E4001' } });
  expect(simulator.slips).toHaveLength(0);
  expect(printer.deviceStatus()).toMatchObject({ errorCode: 'E4001' });
});

it('tells it when it happens in the middle of a slip; the whole slip is printed anew, marked, when it is mended', async () => {
  const { printer, simulator } = await openStand('generic-80mm');
  await simulator.inject('paperOut', { afterRows: 200 });
  expect(await printer.print(certificationSlip)).toMatchObject({ ok: false, error: { code: 'E4001' } });
  await simulator.clear();
  const partial = simulator.slips.length;
  expect(await printer.print(certificationSlip)).toMatchObject({ ok: true });
  const again = simulator.slips.at(-1)!;
  expect(simulator.slips.length).toBeGreaterThan(partial);
  await simulator.clear();
  simulator.takeSlip();
  expect(await printer.print({ ...certificationSlip, id: 'visit-0002' })).toMatchObject({ ok: true });
  // The mark 补打 makes the second one longer than an unmarked slip.
  expect(heightOf(again.png)).toBeGreaterThan(heightOf(simulator.slips.at(-1)!.png));
});

/** Height in dots, from the PNG header. */
const heightOf = (png: Uint8Array): number => Buffer.from(png).readUInt32BE(20);
