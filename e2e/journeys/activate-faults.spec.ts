import { Activation } from '../support/activation.ts';
import { expect, test } from '../support/test.ts';

/** Devices that go away in the middle of an activation: told, waited for, and what was done stays done. */

test('the reader is unplugged while a card is wanted: told, and it goes on when it is back', async ({
  kiosk,
}) => {
  const activation = new Activation(kiosk);
  await activation.toSocialCard('aynur');
  await activation.plugReader(false);
  await activation.plugReader(true);
  await activation.insert('aynur');
  await kiosk.line.until(
    'a card that was read',
    ({ snapshot: { view } }) =>
      !['placeSocialCard', 'readingSocialCard', 'matchingCards'].includes(view.step),
    60_000,
  );
});

test('the card is pulled out while it is read: asked for again, and read', async ({ kiosk }) => {
  const activation = new Activation(kiosk);
  await activation.chipFault('读时拔出');
  await activation.bothCards('kong-ji');
  await kiosk.sees('socialCardProblem', 60_000);
  await activation.chipFault(null);
  if (kiosk.line.told.dock.placedSocialCardId !== null) await activation.pullOut();
  await activation.insert('kong-ji');
  await kiosk.sees('cardStanding', 60_000);
});

test('without a PSAM the card of the third generation is authenticated by the authority', async ({
  kiosk,
}) => {
  const activation = new Activation(kiosk);
  await activation.psam(false);
  await activation.bothCards('zhao-xiulan');
  await kiosk.sees('cardStanding', 60_000);
});

test('the drivers are killed while the passwords are set: asked again, and nothing is lost', async ({
  kiosk,
}) => {
  const activation = new Activation(kiosk);
  await activation.toReview('chu-fengying');
  await kiosk.sees('review');
  await kiosk.touch('continue');
  await activation.keyPoints();
  await kiosk.sees('pin');
  await activation.type('739');
  await kiosk.kill('drivers');
  await activation.setPin('cardPin');
  await kiosk.sees('sign');
  await kiosk.touch('agree');
  await activation.toResult();
  expect(activation.items).toEqual({ social: 'done', cardPin: 'done', bank: 'done' });
  await activation.finish();
});

test('the social-security card is pulled out before it is written to: the other halves are done, that one is told', async ({
  kiosk,
}) => {
  const activation = new Activation(kiosk);
  await activation.toReview('zhou-yuzhen');
  await kiosk.sees('review');
  await kiosk.touch('continue');
  await kiosk.sees('contact');
  await activation.type('13800001234');
  await kiosk.touch('continue');
  await activation.keyPoints();
  await activation.setPin('cardPin');
  await activation.setPin('bankPin');
  await kiosk.sees('sign');
  await activation.pullOut();
  await kiosk.touch('agree');
  await activation.toResult();
  expect(activation.items.social).toBe('done');
  expect(activation.items.bank).toBe('done');
  expect(activation.items.cardPin).not.toBe('done');
  await kiosk.takeSlip();
  await kiosk.says('凭条已拿好');
  await kiosk.touch('continue');
  await kiosk.handBackCard();
});
