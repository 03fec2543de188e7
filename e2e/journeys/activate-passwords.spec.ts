import { people } from '../../fixtures/people/people.ts';
import { Activation } from '../support/activation.ts';
import { expect, test } from '../support/test.ts';

test('a weak password is told by its one rule, two different entries begin anew, and no digit is ever shown', async ({
  kiosk,
  line,
  page,
}) => {
  const person = people.find(({ id }) => id === 'zhao-xiulan');
  if (!person) throw new Error('no such person');
  const activation = new Activation(kiosk);
  await activation.toReview(person.id);
  await kiosk.sees('review');
  await kiosk.touch('continue');
  await activation.keyPoints();
  await kiosk.sees('pin');
  await activation.type('12');
  await kiosk.touch('continue');
  await kiosk.says('密码还没有输完');
  await activation.clear();
  for (const [digits, words] of [
    [person.birthDate.slice(2).replaceAll('-', ''), '别用生日做密码'],
    ['777777', '别用一样的数字做密码'],
    ['345678', '别用挨着的数字做密码'],
    ['123456', /别用(挨着的数字|卡上原来的密码)/],
    [person.idNumber.slice(2, 8), /别用(身份证上的数字|生日做密码)/],
  ] as const) {
    await activation.enterPin(digits);
    await kiosk.says(words);
    expect(await page.content()).not.toContain(digits);
  }
  expect(JSON.stringify(line.history)).not.toContain('345678');
});

test('two entries that differ: nothing is lost, it begins anew', async ({ kiosk }) => {
  const activation = new Activation(kiosk);
  await activation.toReview('sun-defu');
  await kiosk.sees('review');
  await kiosk.touch('continue');
  await activation.keyPoints();
  await kiosk.sees('pin');
  await activation.enterPin('739204');
  await kiosk.says('请把社保密码再输一遍');
  await activation.enterPin('739205');
  await kiosk.says('两遍输的不一样');
  await activation.setPin('cardPin');
  await kiosk.says('请设银行密码');
});
