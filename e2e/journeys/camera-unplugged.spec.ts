import { expect, impatientConfig, test } from '../support/test.ts';

test.use({ config: impatientConfig });

test('unplugged before the check: the person sits and waits, and it goes on when the camera is back', async ({
  kiosk,
}) => {
  await kiosk.toConsent('zhang-yan');
  await kiosk.plugCamera(false);
  await kiosk.touch('agree');
  await kiosk.sees('face');
  await kiosk.says('镜头暂时用不了', 60_000);
  await kiosk.says('着急的话，工作人员来办');
  await kiosk.plugCamera(true);
  await kiosk.passFace();
  await kiosk.finish();
});

test('unplugged during the check and plugged in again: no try is lost', async ({ kiosk, line }) => {
  await kiosk.stands('frontal');
  await kiosk.toFace('lu-shangzhen');
  await kiosk.says(/很好，请保持不动|请慢慢向/, 60_000);
  await kiosk.plugCamera(false);
  await kiosk.says('镜头暂时用不了', 60_000);
  await kiosk.stands('turnBoth');
  await kiosk.plugCamera(true);
  await kiosk.passFace();
  // A fault of the machine is nobody's try: what a try ended with is never the fault.
  const causes = line.history.flatMap(({ view }) => (view.step === 'faceAgain' ? view.causes : []));
  expect(causes).not.toContain('cameraAway');
  expect(causes).not.toContain('serviceAway');
  await kiosk.finish();
});

test('a camera that does not come back leads to a person, and the next visitor is told in time', async ({
  kiosk,
}) => {
  await kiosk.plugCamera(false);
  await kiosk.toFace('li-changshun');
  await kiosk.sees('handover', 120_000);
  await kiosk.says('这台机器暂时不能办');
  await kiosk.says('编号');
  await kiosk.finish();
});
