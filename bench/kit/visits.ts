import type { PadKey } from '../../main/contract/activation.ts';
import type { KioskStep } from '../../main/contract/snapshot.ts';
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

/** Break no rule of passwords. */
const pins = { cardPin: '739204', bankPin: '850317' } as const;

/** A whole activation of a new card, in the same way: both cards, face, review, passwords, the key instead of a signature. */
export async function activate(bench: BenchCore, cardId: string): Promise<void> {
  const { core, dock, press, untilStep, until } = bench;
  await press('beginActivation');
  await untilStep('bring');
  await press('continue');
  await untilStep('placeCard');
  dock.operate({ type: 'placeCard', cardId });
  await untilStep('placeSocialCard');
  dock.operate({ type: 'placeSocialCard', cardId });
  await untilStep('cardStanding', 60_000);
  await press('continue');
  await press('agree');
  await passAlsoCertify(bench, 'review');
  await press('continue');
  for (let page = 1; page <= 4; page += 1) {
    await until(`page ${page}`, ({ view }) => view.step === 'keyPoints' && view.page === page);
    await press('continue');
  }
  for (const pin of ['cardPin', 'bankPin'] as const)
    for (const entry of ['first', 'second'] as const) {
      await until(
        `${pin}, ${entry} time`,
        ({ view }) => view.step === 'pin' && view.pin === pin && view.entry === entry && view.count === 0,
      );
      for (const [index, key] of [...pins[pin]].entries()) {
        core.intent('kiosk', { type: 'padKey', key: key as PadKey });
        await until('the digit', ({ view }) => view.step === 'pin' && view.count === index + 1);
      }
      await press('continue');
    }
  await untilStep('sign');
  await press('agree');
  await untilStep('activationResult', 60_000);
  const untilSlip = (state: string) =>
    until(
      `slip ${state}`,
      ({ view }) => view.step === 'activationResult' && view.slip.state === state,
      60_000,
    );
  await untilSlip('take');
  dock.operate({ type: 'takeSlip' });
  await untilSlip('taken');
  await press('continue');
  await untilStep('takeCard');
  dock.operate({ type: 'removeCard' });
  dock.operate({ type: 'removeSocialCard' });
  await untilStep('goodbye');
  await press('continue');
  await untilStep('welcome');
}

/** Whose pension is due says no to having it certified on the way: another measurement's business. */
async function passAlsoCertify({ core, until }: BenchCore, next: KioskStep): Promise<void> {
  const { view } = await until(
    `step ${next}`,
    ({ view: { step } }) => step === next || step === 'alsoCertify',
    60_000,
  );
  if (view.step !== 'alsoCertify') return;
  core.intent('kiosk', { type: 'decline' });
  await until(`step ${next}`, ({ view: { step } }) => step === next);
}

/** A whole enrolment of two fingers, five layings each; the simulated person lays and lifts the finger when the scanner asks. */
export async function enrol(bench: BenchCore, cardId: string): Promise<void> {
  const { core, dock, press, untilStep, until } = bench;
  await press('beginEnrolment');
  await untilStep('placeCard');
  dock.operate({ type: 'placeCard', cardId });
  await untilStep('enrolStanding');
  await press('continue');
  await untilStep('enrolConsent');
  core.intent('kiosk', { type: 'agreeFingersOnly' });
  await passAlsoCertify(bench, 'enrolFinger');
  await untilStep('enrolSign', 120_000);
  await press('agree');
  const untilSlip = (state: string) =>
    until(`slip ${state}`, ({ view }) => view.step === 'enrolResult' && view.slip.state === state, 60_000);
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
