import { expect, it } from 'vitest';
import { certificationSlip } from '../../escpos/scenarios/stand.ts';
import { openUsbStand } from '../testing/usb-stand.ts';

it('knows before printing that the paper is out', async () => {
  const { printer, simulator } = await openUsbStand();
  await simulator.inject('paperOut');
  expect(await printer.print(certificationSlip)).toMatchObject({ ok: false, error: { code: 'E4001' } });
  expect(simulator.slips).toHaveLength(0);
});

it('learns it from the port when the full printer takes no question any more, and prints anew when it is mended', async () => {
  const { printer, simulator } = await openUsbStand();
  await simulator.inject('paperOut', { afterRows: 200 });
  expect(await printer.print(certificationSlip)).toMatchObject({ ok: false, error: { code: 'E4001' } });
  expect(printer.deviceStatus()).toMatchObject({
    errorCode: 'E4001',
    details: { paper: 'out', cover: 'unknown', source: 'portStatus' },
  });
  expect(simulator.slips).toHaveLength(0);
  await simulator.clear();
  expect(await printer.print(certificationSlip)).toMatchObject({ ok: true });
  expect(await printer.status()).toMatchObject({ value: { paper: 'full', source: 'commands' } });
});

it('with a port that says always that all is well: the printer takes no data, that is all that is known', async () => {
  const { printer, simulator } = await openUsbStand('generic-80mm', { device: { numbPort: true } });
  await simulator.inject('paperOut', { afterRows: 200 });
  const answer = await printer.print(certificationSlip);
  // SOFT_RESET empties the buffer, and then the printer itself can be asked again.
  expect(answer).toMatchObject({ ok: false, error: { code: 'E4001' } });
  expect(simulator.slips).toHaveLength(0);
});
