import { expect, impatientConfig, test } from '../support/test.ts';

test.use({ config: impatientConfig });
test.setTimeout(300_000);

test('nobody touches: the screen asks, a touch goes on; unanswered, the visit ends and nothing of it stays', async ({
  kiosk,
  terminal,
  line,
}) => {
  await kiosk.toStanding('li-changshun');
  await kiosk.seesOverlay('stillThere', 90_000);
  await kiosk.says('您还在吗？慢慢来，不着急');
  await kiosk.touch('stillHere');
  await kiosk.sees('standing');

  // Now nobody answers: the card is asked for, then the assistant is, and then the terminal is free again.
  await kiosk.seesOverlay('stillThere', 90_000);
  await kiosk.sees('takeCard', 60_000);
  await kiosk.says('请拿好您的身份证');
  await expect.poll(() => terminal.log().includes('"cardLeft"'), { timeout: 60_000 }).toBe(true);
  await kiosk.sees('goodbye', 60_000);
  await kiosk.sees('welcome');
  await kiosk.saysNot('李');
  expect(line.told.dock.placedCardId).toBe('li-changshun');
});
