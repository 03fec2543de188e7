import { expect, silentConfig, test } from '../support/test.ts';

test.use({ config: silentConfig });

test('unplugged before anybody comes: the terminal says that it is closed, and opens again by itself', async ({
  kiosk,
}) => {
  await kiosk.plugReader(false);
  await kiosk.says('这台机器暂时不能办', 60_000);
  await kiosk.says('请到旁边的窗口办');
  await expect(kiosk.key('begin')).toHaveCount(0);
  await kiosk.plugReader(true);
  await kiosk.says('您好！请把身份证放在亮灯处', 60_000);
  await kiosk.toStanding('sun-defu');
});

test('unplugged while it reads: told, and the visit goes on when it is back', async ({ kiosk }) => {
  await kiosk.cardFault('回答很慢');
  await kiosk.placeCard('sun-defu');
  await kiosk.sees('readingCard');
  await kiosk.plugReader(false);
  await kiosk.sees('cardProblem', 60_000);
  await kiosk.says('读卡的地方暂时用不了');
  await kiosk.cardFault(null);
  await kiosk.plugReader(true);
  await kiosk.sees('standing', 60_000);
  await kiosk.says('您今年已经认证好了');
});

test('unplugged later: what was begun is finished, and the person says that the card is in hand', async ({
  kiosk,
}) => {
  await kiosk.toConsent('wei-guoliang');
  await kiosk.plugReader(false);
  await kiosk.touch('agree');
  await kiosk.passFace();
  await kiosk.takeSlip();
  await kiosk.says('凭条已拿好');
  await kiosk.touch('continue');
  await kiosk.sees('takeCard');
  await kiosk.touch('continue');
  await kiosk.sees('goodbye');
  await kiosk.says('这台机器暂时不能办', 60_000);
});
