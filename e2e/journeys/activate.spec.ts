import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { people } from '../../fixtures/people/people.ts';
import { socialCards } from '../../fixtures/social-cards/cards.ts';
import { Activation, goodPins } from '../support/activation.ts';
import { expect, test } from '../support/test.ts';

/** Bytes of every file below a folder, in one string. */
const everythingIn = (folder: string): string =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    // These play the other sides, which know their people; no file of the terminal.
    .filter(({ name }) => !/^(authority|bank)/.test(name))
    .map((entry) => readFileSync(path.join(entry.parentPath, entry.name)).toString('latin1'))
    .join('');

test('a new card is activated: two cards, face, two passwords, signature, all three done, slip, cards back', async ({
  kiosk,
  terminal,
}) => {
  const activation = new Activation(kiosk);
  await activation.toReview('wang-guizhi');
  await kiosk.sees('review');
  await kiosk.saysNot('王桂芝');
  await activation.toSign();
  await activation.sign();
  await activation.toResult();
  await kiosk.says('您的卡都激活好了');
  expect(activation.items).toEqual({ social: 'done', cardPin: 'done', bank: 'done' });

  // The electronic card, while the slip is printed or lies in the mouth.
  await kiosk.takeSlip();
  await kiosk.touch('electronicCard');
  await kiosk.sees('electronicCard');
  await kiosk.says('请用手机扫一扫');
  await kiosk.touch('continue');
  await activation.handBackCards();
  await kiosk.saysNot('王');

  // Nothing of anybody is left, least of all a password.
  const kept = everythingIn(terminal.stateDir);
  for (const pin of Object.values(goodPins)) expect(kept).not.toContain(pin);
  for (const { name, idNumber } of people) {
    expect(kept).not.toContain(Buffer.from(name).toString('latin1'));
    expect(kept).not.toContain(idNumber);
  }
  for (const { pan, cardNumber, cardIdCode } of socialCards) {
    if (pan !== null) expect(kept).not.toContain(pan);
    expect(kept).not.toContain(cardNumber);
    expect(kept).not.toContain(cardIdCode);
  }

  // The same cards a second time: nothing is left to do.
  await activation.bothCards('wang-guizhi');
  await kiosk.sees('cardStanding', 60_000);
  await kiosk.says('这张卡都激活好了');
  await kiosk.touch('continue');
  await activation.handBackCards();
});

test('missing telephone numbers are completed on the way, digits only, and the key counts as a signature', async ({
  kiosk,
}) => {
  const activation = new Activation(kiosk);
  await activation.toReview('zheng-suqin');
  await kiosk.sees('review');
  await kiosk.touch('continue');
  await kiosk.sees('contact');
  await activation.type('138');
  await kiosk.touch('continue');
  await kiosk.says('手机号还没有输完');
  await activation.type('00001234');
  await kiosk.touch('continue');
  await kiosk.says('请输入家人的手机号');
  await activation.type('23900001234');
  await kiosk.touch('continue');
  await kiosk.says('这个不像手机号');
  await kiosk.touchHere('pad.clear');
  await activation.type('13900001234');
  await kiosk.touch('continue');
  await activation.keyPoints();
  await activation.setPin('cardPin');
  await activation.setPin('bankPin');
  await kiosk.sees('sign');
  await kiosk.touch('agree');
  await activation.toResult();
  expect(activation.items).toEqual({ social: 'done', cardPin: 'done', bank: 'done' });
  await activation.finish();
});
