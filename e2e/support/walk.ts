import type { KioskStep } from '../../main/contract/snapshot.ts';
import type { Kiosk } from './kiosk.ts';

/**
 * One whole visit that stops at each step that waits for the person; `at` does there what it is about and leaves the
 * visit on that step.
 */
export async function walk(
  kiosk: Kiosk,
  card: string,
  at: (step: KioskStep) => Promise<void>,
): Promise<void> {
  const stop = async (step: KioskStep, timeout?: number): Promise<void> => {
    await kiosk.sees(step, timeout);
    await at(step);
    await kiosk.sees(step);
  };
  await kiosk.stands('frontal');
  await stop('welcome');
  await kiosk.touch('begin');
  await stop('placeCard');
  await kiosk.placeCard(card);
  await stop('standing');
  await kiosk.touch('continue');
  await stop('consent');
  await kiosk.touch('agree');
  await stop('face');
  await kiosk.stands('turnBoth');
  await kiosk.passFace();
  await stop('result');
  await kiosk.takeSlip();
  await kiosk.says('凭条已拿好');
  await kiosk.touch('continue');
  await stop('takeCard');
  await kiosk.removeCard();
  await kiosk.sees('goodbye');
  await kiosk.sees('welcome');
}
