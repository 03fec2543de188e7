import { expect, silentConfig, test } from '../support/test.ts';

test.use({ config: silentConfig });

/** Faults after which no slip can be promised, by their name in the dock. */
const faults = ['没纸了', '盖子开着', '卡纸', '切刀坏'];

test('what keeps the printer from printing is told before anybody begins, and taken back when it is mended', async ({
  kiosk,
}) => {
  for (const fault of faults) {
    await kiosk.printerFault(fault);
    await kiosk.says('凭条现在打不出来', 60_000);
    await kiosk.says('照样能办，只是没有凭条');
    await kiosk.printerFault(null);
    await kiosk.says('请把身份证放在亮灯处', 60_000);
    await kiosk.saysNot('凭条现在打不出来');
  }
});

test('without a printer a visit is whole all the same, with its number on the screen', async ({
  kiosk,
  line,
}) => {
  await kiosk.plugPrinter(false);
  await kiosk.says('凭条现在打不出来', 60_000);
  await kiosk.touch('begin');
  await kiosk.sees('placeCard');
  await kiosk.says('今天没有凭条，照样能办');
  await kiosk.toFace('zhang-yan');
  await kiosk.passFace();
  await kiosk.says('您的认证办好了');
  await kiosk.says('今天没有凭条，可记编号');
  await kiosk.says('受理编号');
  expect(line.told.dock.slips).toEqual([]);
  await kiosk.touch('continue');
  await kiosk.handBackCard();
  await kiosk.plugPrinter(true);
  await kiosk.says('您好！请把身份证放在亮灯处', 60_000);
});
