import { Activation } from '../support/activation.ts';
import { expect, test } from '../support/test.ts';

/** Somebody comes for another person; what they may do stands in the rules of bank and city. */

test('allowed for the social half: face of the agent, letter, signature; the bank half is for a visit at home', async ({
  kiosk,
}) => {
  const activation = new Activation(kiosk);
  await activation.forOther('li-changshun', 'wang-guizhi');
  await kiosk.sees('cardStanding', 60_000);
  await kiosk.touch('continue');
  await kiosk.sees('consent');
  // Before the camera stands the agent; whom the simulated camera shows follows the card that lies there.
  await kiosk.touch('agree');
  await activation.passFace();
  await kiosk.sees('letter');
  await kiosk.touch('photograph');
  await kiosk.says('照好了');
  await kiosk.touch('continue');
  await kiosk.sees('review');
  await kiosk.touch('continue');
  await activation.keyPoints();
  await kiosk.sees('sign');
  await kiosk.touch('agree');
  await activation.toResult();
  expect(activation.items).toEqual({ social: 'done', cardPin: 'refused', bank: 'refused' });
  await kiosk.takeSlip();
  await kiosk.touch('bookHomeVisit');
  await kiosk.sees('contact');
  await activation.type('13800001234');
  await kiosk.touch('continue');
  await kiosk.sees('homeVisit');
  await kiosk.says('约好了');
  await activation.finish();
});

test('somebody whom the rule does not name: a person is told of, nothing was done, and both cards come back', async ({
  kiosk,
}) => {
  const activation = new Activation(kiosk);
  await activation.forOther('li-changshun', 'wang-guizhi', 'other');
  await activation.expectHandover('这项要由本人来办');
  await kiosk.says('不方便来，可以约上门');
  await kiosk.takeSlip();
  await kiosk.says('凭条已拿好');
  await expect(kiosk.key('bookHomeVisit')).toBeVisible();
  await kiosk.touch('continue');
  await activation.handBackCards();
});
