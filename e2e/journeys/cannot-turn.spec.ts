import { expect, test } from '../support/test.ts';

test('a stiff neck: first a smaller turn, then no turn at all, and the check is passed', async ({
  kiosk,
  line,
}) => {
  const challenge = () => {
    const { view } = line.told.snapshot;
    return view.step === 'face' ? [view.challenge, view.tryNumber] : view.step;
  };
  await kiosk.stands('frontal');
  await kiosk.toFace('zhao-xiulan');
  await kiosk.touch('cannotTurn');
  await expect.poll(challenge).toEqual(['assistedTurn', 1]);
  await kiosk.touch('cannotTurn');
  await expect.poll(challenge).toEqual(['approach', 1]);
  // There is nothing smaller left to offer but a person.
  await expect(kiosk.key('cannotTurn')).toHaveCount(0);
  await expect(kiosk.key('anotherWay')).toBeVisible();
  await kiosk.says(/请把脸靠近一点|请把脸往后一点/, 60_000);
  await kiosk.stands('approach');
  await kiosk.passFace();
  await kiosk.says('您的认证办好了');
  await kiosk.finish();
});
