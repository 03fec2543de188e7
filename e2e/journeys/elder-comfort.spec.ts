/// <reference lib="dom" />
import type { Kiosk } from '../support/kiosk.ts';
import { expect, test } from '../support/test.ts';
import { layoutFaults } from '../layout/measure.ts';

const looks = (kiosk: Kiosk) =>
  kiosk.page.evaluate(() => ({
    size: document.documentElement.dataset.size,
    contrast: document.documentElement.dataset.contrast,
    low: document.querySelector<HTMLElement>('.shell')?.dataset.low,
  }));

test('largest letters, black on white, keys low: a whole visit by touch, seated, and all of it gone afterwards', async ({
  kiosk,
  line,
}) => {
  test.setTimeout(300_000);
  const usual = await looks(kiosk);
  expect(usual).toEqual({ size: 'large', contrast: 'normal', low: 'false' });
  const holds = async (step: string): Promise<void> => {
    expect(await looks(kiosk)).toEqual({ size: 'largest', contrast: 'high', low: 'true' });
    const rules = { hanziMm: 8.3, targetMm: 20, primaryMm: 30, gapMm: 3, low: true };
    expect(await kiosk.page.evaluate(layoutFaults, rules), step).toEqual([]);
  };

  await kiosk.touchHere('bar.comfort');
  await expect(kiosk.page.locator('[data-step="comfort"]')).toBeVisible();
  for (const choice of ['largest', 'high', 'low.true', 'rate.slow', 'louder'])
    await kiosk.touch(`comfort.${choice}`);
  await kiosk.touchHere('comfort.close');
  await kiosk.sees('welcome');
  await holds('welcome');

  await kiosk.touch('begin');
  await kiosk.sees('placeCard');
  await holds('placeCard');
  await kiosk.placeCard('aynur');
  await kiosk.sees('standing');
  await holds('standing');
  await kiosk.touch('continue');
  await kiosk.sees('consent');
  await kiosk.touch('bar.repeat');
  await holds('consent');
  await kiosk.touch('agree');
  await kiosk.sees('face');
  await holds('face');
  await kiosk.passFace();
  await kiosk.says('凭条打好了', 60_000);
  await holds('result');
  await kiosk.takeSlip();
  await kiosk.says('凭条已拿好');
  await holds('slip taken');
  await kiosk.touch('continue');
  await kiosk.sees('takeCard');
  await holds('takeCard');
  await kiosk.removeCard();
  await kiosk.sees('goodbye');
  await kiosk.sees('welcome');
  expect(await looks(kiosk)).toEqual(usual);
  expect(line.told.snapshot.comfort).toMatchObject({ voiceRate: 'normal', volume: 3 });
});
