import { expect, test } from '../support/test.ts';

test('the authority cannot be reached: kept, told as kept, delivered later by itself', async ({
  kiosk,
  line,
  terminal,
}) => {
  // Others may have been answered at this terminal before.
  const begun = terminal.log().length;
  const answered = (): boolean => terminal.log().slice(begun).includes('"outcome":"answered"');
  await kiosk.authority('away');
  await kiosk.toStanding('chu-fengying');
  await kiosk.says('社保那边暂时连不上');
  await kiosk.says('可以先办，过后自动送出');
  await kiosk.touch('continue');
  await kiosk.sees('consent');
  await kiosk.touch('agree');
  await kiosk.passFace();
  await kiosk.says('您的认证先记好了');
  await kiosk.says('会自动送出，等社保确认');
  await kiosk.says(/DB\d{8}-\d{6}/);
  await kiosk.saysNot('办好了');
  await kiosk.takeSlip();
  await kiosk.says('凭条已拿好');
  await kiosk.touch('continue');
  await kiosk.handBackCard();
  expect(answered()).toBe(false);

  await kiosk.authority('normal');
  await expect.poll(answered, { timeout: 90_000, intervals: [500] }).toBe(true);
  await kiosk.toStanding('chu-fengying');
  await kiosk.says('您今年已经认证好了');
  expect(line.told.snapshot.view).toMatchObject({ standing: { kind: 'certified', method: 'face' } });
});

test('who would rather wait than do it now has a person', async ({ kiosk }) => {
  await kiosk.authority('away');
  await kiosk.toStanding('li-changshun');
  await kiosk.touch('anotherWay');
  await kiosk.sees('handover');
  await kiosk.finish();
});
