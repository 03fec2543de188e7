import { expect, impatientConfig, test } from '../support/test.ts';

test.use({ config: impatientConfig });

test('a slip that nobody takes is pulled back, so that the next person cannot read it', async ({
  kiosk,
  line,
}) => {
  await kiosk.toFace('leung-waihan');
  await kiosk.passFace();
  await kiosk.says('凭条打好了', 60_000);
  await kiosk.says('凭条已收回，不会给别人', 60_000);
  const { slipInMouth, slips } = line.told.dock;
  expect(slipInMouth).toBe(false);
  expect(slips.at(-1)?.retracted).toBe(true);
  // What was certified is certified all the same.
  await kiosk.says('您的认证办好了');
  await kiosk.touch('continue');
  await kiosk.handBackCard();
});
