import { expect, impatientConfig, test } from '../support/test.ts';

test.use({ config: impatientConfig });

test('the answer is lost: told as kept, not as done, and the repeated delivery certifies only once', async ({
  kiosk,
  terminal,
}) => {
  const begun = terminal.log().length;
  await kiosk.toFace('wei-guoliang');
  await kiosk.authority('lostAnswer');
  await kiosk.passFace();
  await kiosk.says('您的认证先记好了');
  await kiosk.saysNot('办好了');
  await kiosk.finish();
  await kiosk.authority('normal');
  await expect
    .poll(() => terminal.log().slice(begun).includes('"outcome":"answered"'), {
      timeout: 90_000,
      intervals: [500],
    })
    .toBe(true);
  await kiosk.toStanding('wei-guoliang');
  await kiosk.says('您今年已经认证好了');
});
