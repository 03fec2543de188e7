import { expect, silentConfig, test } from '../support/test.ts';

test.use({ config: silentConfig });

test('the vision worker is killed before and during the check: nobody loses a try', async ({
  kiosk,
  line,
}) => {
  test.setTimeout(300_000);
  await kiosk.toConsent('he-jianguo');
  await kiosk.kill('vision');
  await kiosk.sees('consent');
  await kiosk.touch('agree');
  await kiosk.sees('face');
  await kiosk.kill('vision');
  await kiosk.passFace();
  // A fault of the machine is nobody's try: what a try ended with is never the fault.
  const causes = line.history.flatMap(({ view }) => (view.step === 'faceAgain' ? view.causes : []));
  expect(causes).not.toContain('cameraAway');
  expect(causes).not.toContain('serviceAway');
  await kiosk.finish();
});
