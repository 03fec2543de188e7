import { FACE_LIMIT_MS } from '../support/kiosk.ts';
import { expect, silentConfig, test } from '../support/test.ts';

test.use({ config: silentConfig });

test('the paper runs out after the start: the result stands, and the slip is not said to be printed', async ({
  kiosk,
  line,
}) => {
  await kiosk.stands('frontal');
  await kiosk.toFace('lu-shangzhen');
  await kiosk.printerFault('没纸了');
  await kiosk.stands('turnBoth');
  await kiosk.passFace();
  await kiosk.says('您的认证办好了');
  await kiosk.says('凭条没打出来，可找人补', 60_000);
  expect(line.told.dock.slipInMouth).toBe(false);
  await kiosk.touch('continue');
  await kiosk.handBackCard();
});

test('a jam in the middle of a slip: never called printed unless it lies in the mouth', async ({
  kiosk,
  line,
}) => {
  await kiosk.toFace('leung-waihan');
  await line.until(
    'printing',
    ({ snapshot: { view } }) => view.step === 'result' && view.slip.state === 'printing',
    FACE_LIMIT_MS,
  );
  await kiosk.printerFault('卡纸');
  const { snapshot, dock } = await line.until(
    'an end of the printing',
    ({ snapshot: { view } }) => view.step === 'result' && view.slip.state !== 'printing',
    60_000,
  );
  const state = snapshot.view.step === 'result' ? snapshot.view.slip.state : '';
  expect(state === 'take' ? dock.slipInMouth : state).toBe(state === 'take' ? true : 'notPrinted');
  await kiosk.says('您的认证办好了');
});

test('the printer goes away with the slip in its mouth: the person says that it is in hand', async ({
  kiosk,
}) => {
  await kiosk.toFace('kong-ji');
  await kiosk.passFace();
  await kiosk.says('凭条打好了，请您拿好', 60_000);
  await kiosk.plugPrinter(false);
  await kiosk.touch('continue');
  await kiosk.page.locator('.stage[data-step="takeSlip"], .stage[data-step="takeCard"]').waitFor();
  await kiosk.plugPrinter(true);
  await kiosk.takeSlip();
  await kiosk.handBackCard();
});
