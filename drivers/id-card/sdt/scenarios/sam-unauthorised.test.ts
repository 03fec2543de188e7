import { expect, test } from 'vitest';
import { reached, resident, scenario } from './scenario.ts';

const at = scenario({}, { limits: { recover: 100 } });

test.each([
  [0x66, 'E2166'],
  [0x60, 'E2160'],
])(
  'SW3 %i at start asks for maintenance, and the reader serves as soon as the fault is gone',
  async (sw3, code) => {
    at.simulator.inject({ fault: 'answer', sw3 });
    expect(await at.reader.open()).toMatchObject({ error: { code, action: 'maintenance' } });
    expect(at.reader.status()).toMatchObject({ state: 'hardwareError', errorCode: code });
    expect(await at.reader.read()).toMatchObject({ error: { code } });
    at.simulator.clearFaults();
    await reached(at.reader, 'online');
    at.simulator.placeCard(resident);
    expect((await at.reader.read()).ok).toBe(true);
  },
);

test('during a visit it takes the reader out of service until the module works again', async () => {
  await at.reader.open();
  at.simulator.placeCard(resident);
  at.simulator.inject({ fault: 'answer', sw3: 0x66 });
  expect(await at.reader.read()).toMatchObject({ error: { code: 'E2166' } });
  expect(at.reader.status()).toMatchObject({ state: 'hardwareError', errorCode: 'E2166' });
  at.simulator.clearFaults();
  await reached(at.reader, 'online');
});
