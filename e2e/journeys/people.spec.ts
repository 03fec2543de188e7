import { expect, test } from '../support/test.ts';

/** People whose card, name or record is out of the ordinary. */
const greetings: readonly { readonly who: string; readonly card: string; readonly greeted: string }[] = [
  { who: 'a woman of 103', card: 'lu-shangzhen', greeted: '吕奶奶' },
  { who: 'a man with a character of four bytes in his name', card: 'kong-ji', greeted: '孔先生' },
  { who: 'a resident from Hong Kong', card: 'leung-waihan', greeted: '梁女士' },
];

for (const { who, card, greeted } of greetings)
  test(`${who} is greeted and may certify: ${card}`, async ({ kiosk }) => {
    await kiosk.toStanding(card);
    await kiosk.says(greeted);
    await kiosk.touch('continue');
    await kiosk.sees('consent');
    await kiosk.touch('decline');
    await kiosk.handBackCard();
  });

/** Each goes the whole way through the real face models: a recorded picture, the chip's alone, a foreigner's card. */
const journeys: typeof greetings = [
  { who: 'a man with a rare character in his name', card: 'zhang-yan', greeted: '张爷爷' },
  { who: 'a woman with no picture on record but the one in her card', card: 'zhu-aizhen', greeted: '朱奶奶' },
  { who: 'a foreigner with a card of 2017', card: 'ivanov-2017', greeted: '伊' },
];

for (const { who, card, greeted } of journeys)
  test(`${who} certifies: ${card}`, async ({ kiosk, line }) => {
    await kiosk.toStanding(card);
    await kiosk.says(greeted);
    await kiosk.touch('continue');
    await kiosk.sees('consent');
    await kiosk.touch('agree');
    await kiosk.passFace();
    await kiosk.says('您的认证办好了');
    await kiosk.takeSlip();
    expect(line.told.dock.slips.length).toBeGreaterThan(0);
    await kiosk.says('凭条已拿好');
    await kiosk.touch('continue');
    await kiosk.handBackCard();
  });

test('nobody is certified whose pictures cannot be compared: a person takes over', async ({ kiosk }) => {
  await kiosk.toStanding('qin-shouren');
  await kiosk.touch('continue');
  await kiosk.sees('handover');
  await kiosk.says('资料里还没有您的照片');
  await kiosk.finish();
});

test('an expired card leads to a person, with a slip that says so', async ({ kiosk }) => {
  await kiosk.placeCard('xu-jinfeng');
  await kiosk.sees('handover');
  await kiosk.says('这张身份证过了有效期');
  await kiosk.finish();
});
