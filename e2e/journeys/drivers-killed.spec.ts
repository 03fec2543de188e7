import { impatientConfig, quickConfig, test } from '../support/test.ts';

// A terminal of its own: its restart budget shall not depend on who ran before.
test.use({ config: { ...quickConfig, delays: { ...impatientConfig.delays, idle: 70_000 } } });

test('the drivers are killed on the first screen, at the standing, before the camera and at the end: the visit goes on', async ({
  kiosk,
}) => {
  test.setTimeout(300_000);
  await kiosk.kill('drivers');
  await kiosk.sees('welcome');
  await kiosk.toStanding('zhang-yan');
  await kiosk.kill('drivers');
  await kiosk.sees('standing');
  await kiosk.touch('continue');
  await kiosk.sees('consent');
  await kiosk.touch('agree');
  await kiosk.sees('face');
  await kiosk.kill('drivers');
  await kiosk.passFace();
  await kiosk.finish();
});

test('the drivers are killed while the card is read and while the slip waits: the visit goes on', async ({
  kiosk,
  line,
}) => {
  test.setTimeout(300_000);
  await kiosk.cardFault('回答很慢');
  await kiosk.placeCard('kong-ji');
  await kiosk.sees('readingCard');
  await kiosk.cardFault(null);
  await kiosk.kill('drivers');
  // A module that had selected the card when its reader died wants it laid down anew, and the screen asks for just that.
  const { snapshot } = await line.until(
    'the card read, or asked for again',
    ({ snapshot: { view } }) => view.step === 'standing' || view.step === 'cardProblem',
    60_000,
  );
  if (snapshot.view.step === 'cardProblem') {
    await kiosk.removeCard();
    await line.until('the lift noticed', (told) => told.snapshot.revision > snapshot.revision);
    await kiosk.placeCard('kong-ji');
  }
  await kiosk.sees('standing', 60_000);
  await kiosk.touch('continue');
  await kiosk.sees('consent');
  await kiosk.touch('agree');
  await kiosk.passFace();
  await kiosk.says('凭条打好了', 60_000);
  await kiosk.kill('drivers');
  await kiosk.sees('result');
  await kiosk.touch('continue');
  await kiosk.takeSlip();
  await kiosk.handBackCard();
});
