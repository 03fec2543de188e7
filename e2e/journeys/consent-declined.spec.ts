import { test } from '../support/test.ts';

test('no camera without consent: who says no gets the card back and may come again', async ({
  kiosk,
  line,
}) => {
  await kiosk.toConsent('li-changshun');
  await kiosk.says('照片只用来核对是您本人');
  await kiosk.touch('decline');
  await kiosk.handBackCard();
  if (line.history.some(({ view }) => view.step === 'face')) throw new Error('the camera looked');

  // Nothing was lost by it: the same person may begin anew.
  await kiosk.toStanding('li-changshun');
  await kiosk.says('您该办今年的认证了');
  await kiosk.leave();
});

test('who does not want the camera may have a person instead', async ({ kiosk }) => {
  await kiosk.toConsent('li-changshun');
  await kiosk.touch('anotherWay');
  await kiosk.sees('handover');
  await kiosk.finish();
});
