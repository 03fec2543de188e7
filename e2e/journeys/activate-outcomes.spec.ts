import { Activation } from '../support/activation.ts';
import { bringToRest } from '../support/rest.ts';
import { expect, test } from '../support/test.ts';

// Some go through two whole visits.
test.setTimeout(300_000);

/** Two systems and a chip, each with its own outcome: every one is told as what it is. */

test('the bank does not answer: never called done nor failed; asked later, it is known', async ({
  kiosk,
  line,
}) => {
  const activation = new Activation(kiosk);
  await activation.toReview('li-changshun');
  await activation.toSign();
  await activation.bank('lostAnswer');
  await kiosk.touch('agree');
  await activation.toResult();
  await kiosk.says('还在等对方确认');
  expect(activation.items).toEqual({ social: 'done', cardPin: 'done', bank: 'unknown' });
  await activation.finish();

  // The bank can be asked again; the next visit of the same cards knows how it ended.
  await activation.bank('normal');
  await expect(async () => {
    // Whatever an earlier look left on the screen is not this one's.
    await bringToRest(line);
    await activation.bothCards('li-changshun');
    await kiosk.sees('cardStanding', 60_000);
    const { view } = line.told.snapshot;
    const allDone = view.step === 'cardStanding' && view.allDone;
    if (allDone) await kiosk.touch('continue');
    else await kiosk.touch('anotherWay');
    if (!allDone) await activation.finish();
    else await activation.handBackCards();
    expect(allDone).toBe(true);
  }).toPass({ timeout: 120_000 });
});

for (const [card, what, state] of [
  ['ouyang-wenbo', 'the bank wants the counter', { social: 'done', cardPin: 'done', bank: 'refused' }],
  ['zhu-aizhen', 'the chip has another password', { social: 'done', cardPin: 'refused', bank: 'done' }],
  ['he-jianguo', 'the card has no account', { social: 'done', cardPin: 'done', bank: 'refused' }],
] as const)
  test(`${what}: one item open, the others done, and the slip says who goes on`, async ({ kiosk }) => {
    const activation = new Activation(kiosk);
    await activation.toReview(card);
    await kiosk.sees('review');
    await kiosk.touch('continue');
    await activation.keyPoints();
    await activation.setPin('cardPin');
    if (card !== 'he-jianguo') await activation.setPin('bankPin');
    await kiosk.sees('sign');
    await kiosk.touch('agree');
    await activation.toResult();
    expect(activation.items).toEqual(state);
    await kiosk.says('有的办好了，有的还没有');
    await activation.finish();
  });

test('the card service is away: nothing is begun and nothing is promised', async ({ kiosk }) => {
  const activation = new Activation(kiosk);
  await activation.toSocialCard('zhou-yuzhen');
  await kiosk.authority('away');
  await activation.insert('zhou-yuzhen');
  await activation.expectHandover('社保那边暂时连不上');
  await activation.finish();
});

test('the request never reached the bank: the same cards go on with that half alone', async ({
  kiosk,
  line,
}) => {
  const activation = new Activation(kiosk);
  await activation.toReview('chen-wanli');
  await kiosk.sees('review');
  await kiosk.touch('continue');
  await activation.keyPoints();
  await activation.setPin('bankPin');
  await kiosk.sees('sign');
  await activation.bank('away');
  await kiosk.touch('agree');
  await activation.toResult();
  // Before a bank has given a key nothing can be sent at all; after that nobody knows whether it arrived.
  expect(['notTried', 'unknown']).toContain(activation.items.bank);
  await activation.finish();

  // In the end that half is open again, and what was signed stays signed.
  await activation.bank('normal');
  await expect(async () => {
    // Whatever an earlier look left on the screen is not this one's.
    await bringToRest(line);
    await activation.bothCards('chen-wanli');
    await kiosk.sees('cardStanding', 60_000);
    const { view } = line.told.snapshot;
    const open = view.step === 'cardStanding' && view.items.some(({ outcome }) => outcome.state === 'todo');
    if (!open) {
      await kiosk.touch('anotherWay');
      await activation.finish();
    }
    expect(open).toBe(true);
  }).toPass({ timeout: 150_000 });
  await kiosk.says('上次没办完');
  await kiosk.touch('continue');
  await kiosk.sees('consent');
  await kiosk.touch('agree');
  await activation.passFace();
  await activation.setPin('bankPin');
  await activation.toResult();
  expect(activation.items).toEqual({ social: 'done', bank: 'done' });
  await activation.finish();
});
