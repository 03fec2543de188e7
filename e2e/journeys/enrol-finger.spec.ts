import { Activation } from '../support/activation.ts';
import { expect, silentConfig, test } from '../support/test.ts';

// A terminal of its own: what one of these journeys enrols the next one uses.
test.use({ config: { ...silentConfig, delays: { goodbye: 2_000, faceNote: 1_000 } } });
test.describe.configure({ mode: 'serial' });

test('a finger is enrolled: consent, face, two fingers of five layings, signature, slip; the pension on the way', async ({
  kiosk,
  line,
}) => {
  await kiosk.sees('welcome');
  await kiosk.touch('beginEnrolment');
  await kiosk.sees('placeCard');
  await kiosk.placeCard('wang-guizhi');
  await kiosk.sees('enrolStanding');
  await kiosk.touch('continue');
  await kiosk.sees('enrolConsent');
  await kiosk.says('不存照片');
  await kiosk.touch('agreeFingersOnly');
  await kiosk.sees('alsoCertify', 90_000);
  await kiosk.touch('agree');
  await kiosk.sees('enrolFinger');
  await kiosk.says('右手食指');
  await kiosk.sees('enrolSign', 90_000);
  await new Activation(kiosk).sign();
  await kiosk.sees('enrolResult');
  await kiosk.says('登记好了');
  expect(line.told.snapshot.view).toMatchObject({
    fingers: ['rightIndex', 'rightMiddle'],
    also: { kind: 'accepted' },
  });
  await kiosk.finish();
});

test('a social-security card is activated by the finger, with no camera', async ({ kiosk, line }) => {
  const activation = new Activation(kiosk);
  await activation.bothCards('wang-guizhi');
  await kiosk.sees('cardStanding');
  await kiosk.touch('continue');
  await kiosk.sees('consent');
  await kiosk.touch('agree');
  await kiosk.sees('review', 60_000);
  const steps = line.history.map(({ view }) => view.step);
  expect(steps).toContain('vein');
  expect(steps).not.toContain('face');
  await kiosk.touch('bar.leave');
  await kiosk.seesOverlay('leave');
  await kiosk.touch('confirmLeave');
  await kiosk.sees('takeCard');
  await activation.pullOut();
  await kiosk.removeCard();
  await kiosk.sees('welcome');
});

test('the face is one touch away, and what is enrolled is deleted when asked', async ({ kiosk }) => {
  await kiosk.touch('beginEnrolment');
  await kiosk.sees('placeCard');
  await kiosk.placeCard('wang-guizhi');
  await kiosk.sees('enrolStanding');
  await kiosk.says('您登记过手指了');
  await kiosk.touch('deleteEnrolment');
  await kiosk.sees('deleteConfirm');
  await kiosk.touch('decline');
  await kiosk.sees('enrolStanding');
  await kiosk.touch('continue');
  await kiosk.sees('enrolConsent');
  await kiosk.dock({ type: 'fingerObliges', finger: null, pose: 'good' });
  await kiosk.touch('agreeFingersOnly');
  await kiosk.sees('vein');
  await kiosk.touch('anotherWay');
  await kiosk.sees('face');
  await kiosk.leave();
});
