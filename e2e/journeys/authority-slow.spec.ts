import { FACE_LIMIT_MS } from '../support/kiosk.ts';
import { test } from '../support/test.ts';

test('a slow authority: the screen says that it asks, and then what it was told', async ({ kiosk }) => {
  await kiosk.authority('slow');
  await kiosk.placeCard('zhou-yuzhen');
  await kiosk.sees('lookingUp');
  await kiosk.says('请您稍等，我给您查阅资料');
  await kiosk.sees('standing');
  await kiosk.says('您今年已经认证好了');
  await kiosk.leave();
});

test('a slow answer to the submission is waited for', async ({ kiosk }) => {
  await kiosk.toFace('wei-guoliang');
  await kiosk.authority('slow');
  await kiosk.sees('submitting', FACE_LIMIT_MS);
  await kiosk.says('正在办，请您稍等');
  await kiosk.sees('result', 60_000);
  await kiosk.says('您的认证办好了');
  await kiosk.finish();
});
