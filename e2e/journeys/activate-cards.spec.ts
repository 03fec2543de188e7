import { Activation } from '../support/activation.ts';
import { expect, test } from '../support/test.ts';

/** Cards with which nothing can be activated today: the person is told why, what next and who helps, and gets both back. */
const turnedAway = [
  ['yang-tiezhu', 'yang-tiezhu', 'a sealed card', '封存'],
  ['wei-guoliang', 'wei-guoliang', 'an old card that was replaced', '新'],
  ['jiang-laidi', 'jiang-laidi', 'a holder who is recorded as deceased by mistake', '核对'],
  ['han-chunmei', 'han-chunmei', 'a card that nobody knows', '查'],
  ['wu-jiamin', 'wu-jiamin', 'a card past its validity', '过了有效期'],
  ['wang-guizhi', 'wang-guizhi-other', "somebody else's card", '对不上'],
] as const;

for (const [person, card, what, words] of turnedAway)
  test(`${what}: told truthfully, a slip, both cards back`, async ({ kiosk }) => {
    const activation = new Activation(kiosk);
    await activation.bothCards(person, card);
    await activation.expectHandover(words);
    await activation.finish();
  });

test('everything is active already: nothing to do, and a slip says so', async ({ kiosk }) => {
  const activation = new Activation(kiosk);
  await activation.bothCards('feng-shuhua');
  await kiosk.sees('cardStanding', 60_000);
  await kiosk.says('今天不用再办');
  await kiosk.touch('printSlip');
  await kiosk.sees('takeSlip');
  await kiosk.takeSlip();
  await activation.handBackCards();
});

test('no social-security card with them: a list of what to bring, and the card back', async ({ kiosk }) => {
  const activation = new Activation(kiosk);
  await activation.toSocialCard('li-changshun');
  await kiosk.touch('anotherWay');
  await activation.expectHandover('这项要用社保卡来办');
  await kiosk.takeSlip();
  await kiosk.touch('continue');
  await kiosk.handBackCard();
});

test('the list of what to bring is printed on the first step and hinders nobody', async ({ kiosk }) => {
  await kiosk.touch('beginActivation');
  await kiosk.sees('bring');
  // What is on the screen stays; only the slip comes.
  await kiosk.touchHere('printSlip');
  await kiosk.takeSlip();
  await kiosk.touch('continue');
  await kiosk.sees('placeCard');
});

for (const [card, what, words] of [
  ['zhang-yan', 'a chip that does not answer', '没读出来'],
  ['cao-yumei', 'a chip with wrong tags', '没读出来'],
  ['xu-jinfeng', 'a bank card', '好像不是社保卡'],
] as const)
  test(`${what}: told, asked again, then the assistant`, async ({ kiosk }) => {
    const activation = new Activation(kiosk);
    await activation.bothCards('wang-guizhi', card);
    await kiosk.sees('socialCardProblem', 60_000);
    await kiosk.says(words);
    await kiosk.touch('anotherWay');
    await activation.expectHandover('改由人工来办');
    expect(kiosk.line.told.snapshot.view).toMatchObject({ step: 'handover', reason: 'customerChoice' });
    await activation.finish();
  });
