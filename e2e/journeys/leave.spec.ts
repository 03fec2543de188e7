import type { Kiosk } from '../support/kiosk.ts';
import { expect, silentConfig, test } from '../support/test.ts';

test.use({ config: silentConfig });

/** Each step from which a person with a card may leave, and the way to it. */
const steps: Readonly<Record<string, (kiosk: Kiosk) => Promise<void>>> = {
  standing: (kiosk) => kiosk.toStanding('li-changshun'),
  consent: (kiosk) => kiosk.toConsent('li-changshun'),
  face: async (kiosk) => {
    await kiosk.stands('frontal');
    await kiosk.toFace('wang-guizhi');
  },
  handover: async (kiosk) => {
    await kiosk.toStanding('qin-shouren');
    await kiosk.touch('continue');
    await kiosk.sees('handover');
    await kiosk.takeSlip();
    await kiosk.says('凭条已拿好');
  },
};

for (const [step, goTo] of Object.entries(steps))
  test(`on ${step} the way out is asked about first, and gives the card back`, async ({ kiosk }) => {
    await goTo(kiosk);
    await kiosk.touch('bar.leave');
    await kiosk.seesOverlay('leave');
    await kiosk.says('您要退出，取回证件吗');
    await kiosk.touch('stay');
    await expect(kiosk.page.locator(`.stage[data-step="${step}"][data-overlay="none"]`)).toBeVisible();
    await kiosk.leave();
    await kiosk.saysNot(/李|王|秦/);
  });

test('before a card is there, the way out leads straight back', async ({ kiosk }) => {
  await kiosk.touch('begin');
  await kiosk.sees('placeCard');
  await kiosk.touch('bar.leave');
  await kiosk.sees('welcome');
});

test('who leaves while the slip is in the mouth is led past it first', async ({ kiosk }) => {
  await kiosk.toFace('zhao-xiulan');
  await kiosk.passFace();
  await kiosk.says('凭条打好了', 60_000);
  await kiosk.touch('bar.leave');
  await kiosk.seesOverlay('leave');
  await kiosk.touch('confirmLeave');
  await kiosk.sees('takeSlip');
  await kiosk.takeSlip();
  await kiosk.handBackCard();
});

test('who forgot the card is told by and by, and the screen waits for it', async ({ kiosk }) => {
  await kiosk.toStanding('chen-wanli');
  await kiosk.touch('continue');
  await kiosk.sees('takeCard');
  await kiosk.says('请拿好您的身份证');
  await kiosk.handBackCard();
});
