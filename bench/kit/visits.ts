import type { BenchCore } from './core.ts';

/** A whole certification by a hand that presses, takes the slip and takes the card in the first moment in which it may. */
export async function certify(bench: BenchCore, cardId: string): Promise<void> {
  const { dock, press, untilStep } = bench;
  const untilSlip = (state: string) =>
    bench.until(`slip ${state}`, ({ view }) => view.step === 'result' && view.slip.state === state, 60_000);
  dock.operate({ type: 'placeCard', cardId });
  await untilStep('standing');
  await press('continue');
  await press('agree');
  await untilStep('result', 60_000);
  await untilSlip('take');
  dock.operate({ type: 'takeSlip' });
  await untilSlip('taken');
  await press('continue');
  await takeCardBack(bench);
}

/** Somebody who looks up the standing and leaves. */
export async function lookUpStanding(bench: BenchCore, cardId: string): Promise<void> {
  bench.dock.operate({ type: 'placeCard', cardId });
  await bench.untilStep('standing');
  await bench.press('leave');
  await bench.press('confirmLeave');
  await takeCardBack(bench);
}

async function takeCardBack({ dock, press, untilStep }: BenchCore): Promise<void> {
  await untilStep('takeCard');
  dock.operate({ type: 'removeCard' });
  await untilStep('goodbye');
  await press('continue');
  await untilStep('welcome');
}
