import { expect, test } from '../support/test.ts';

test('a card that cannot be read is tried three times, by the person and not by itself; then a person takes over', async ({
  kiosk,
  line,
}) => {
  await kiosk.cardFault('读卡出错');
  await kiosk.placeCard('sun-defu');
  for (const triesLeft of [2, 1]) {
    await kiosk.sees('cardProblem', 60_000);
    await kiosk.says('这张身份证没读出来');
    await kiosk.says('请拿起来，再平放一次');
    const { view } = line.told.snapshot;
    expect(view).toMatchObject({ step: 'cardProblem', triesLeft });
    await kiosk.touch('tryAgain');
  }
  await kiosk.sees('handover', 60_000);
  await kiosk.says('改由人工来办');
  await kiosk.says(/E2\d{3}/);
  await kiosk.finish();
});

test('a card that is read the second time goes on as if nothing had been', async ({ kiosk, line }) => {
  await kiosk.cardFault('读卡出错');
  await kiosk.placeCard('sun-defu');
  await kiosk.sees('cardProblem', 60_000);
  await kiosk.cardFault(null);
  const { revision } = line.told.snapshot;
  await kiosk.removeCard();
  await line.until('the lift to be noticed', ({ snapshot }) => snapshot.revision > revision);
  await kiosk.placeCard('sun-defu');
  await kiosk.sees('standing');
});

test('a card that was moved is read again, and the person is told kindly', async ({ kiosk, line }) => {
  await kiosk.cardFault('卡动了一下');
  await kiosk.toStanding('sun-defu');
  const reads = line.history.flatMap(({ view }) => (view.step === 'readingCard' ? [view.retry] : []));
  if (!reads.includes(true)) throw new Error('the retry was not told');
});

for (const fault of ['回答很慢', '前有杂音'])
  test(`the reader has trouble and the person does not notice: ${fault}`, async ({ kiosk }) => {
    await kiosk.cardFault(fault);
    await kiosk.placeCard('sun-defu');
    await kiosk.sees('standing', 60_000);
  });

test('a reader that does not work closes the terminal before anybody begins, until it is mended', async ({
  kiosk,
}) => {
  for (const fault of ['校验和错', '模块自检坏', '模块没授权']) {
    await kiosk.cardFault(fault);
    await kiosk.says('这台机器暂时不能办', 60_000);
    await kiosk.says('工作人员会带您过去');
    await kiosk.cardFault(null);
    await kiosk.says('您好！请把身份证放在亮灯处', 60_000);
  }
});
