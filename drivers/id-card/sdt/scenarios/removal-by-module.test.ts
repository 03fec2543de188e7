import { describe, expect, test } from 'vitest';
import type { SdtSimulatorOptions } from '../simulator/sdt-simulator.ts';
import { resident, scenario, served } from './scenario.ts';

const modules: Record<string, SdtSimulatorOptions> = {
  'knows 30 05, finds a lying card never again': {},
  'knows 30 05, finds a lying card again': { findsLyingCardAgain: true },
  'does not know 30 05, repeats reads': { knowsCardNumbers: false },
  'does not know 30 05, finds a lying card again': {
    knowsCardNumbers: false,
    repeatsReads: false,
    findsLyingCardAgain: true,
  },
};

describe.each(Object.entries(modules))('a module that %s', (_, traits) => {
  const at = scenario(traits);

  test('tells a lying card from a taken one, time after time', async () => {
    await at.reader.open();
    for (let turn = 0; turn < 2; turn += 1) {
      at.simulator.placeCard(resident);
      expect((await at.reader.read()).ok).toBe(true);
      expect(await at.reader.waitForRemoval({ timeoutMs: 150 })).toMatchObject({ error: { code: 'E2006' } });
      const removal = at.reader.waitForRemoval();
      await served(at.simulator, () => true);
      at.simulator.removeCard();
      expect((await removal).ok).toBe(true);
    }
  });

  test('a card nudged while it lies is still lying', async () => {
    await at.reader.open();
    at.simulator.placeCard(resident);
    await at.reader.read();
    at.simulator.placeCard(resident);
    expect(await at.reader.waitForRemoval({ timeoutMs: 150 })).toMatchObject({ error: { code: 'E2006' } });
  });
});

describe('a module that offers nothing to tell by', () => {
  const at = scenario({ knowsCardNumbers: false, repeatsReads: false });

  test('says so (E2007) instead of guessing', async () => {
    await at.reader.open();
    at.simulator.placeCard(resident);
    await at.reader.read();
    expect(await at.reader.waitForRemoval()).toMatchObject({ error: { code: 'E2007' } });
  });
});
