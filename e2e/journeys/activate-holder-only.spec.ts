import { Activation } from '../support/activation.ts';
import { silentConfig, test } from '../support/test.ts';

/** A city where nobody may act for the holder. */
test.use({
  config: {
    ...silentConfig,
    terminal: {
      id: 'T-0002',
      bank: '测试银行',
      branch: '安宁路支行',
      city: '本人市',
      hotline: '12333',
      bankPhone: '95000',
    },
  },
});

test('nobody is carried anywhere: a visit at home is booked at once, with a slip', async ({ kiosk }) => {
  const activation = new Activation(kiosk);
  await activation.forOther('li-changshun', 'wang-guizhi');
  await kiosk.sees('contact', 60_000);
  await activation.type('13800001234');
  await kiosk.touch('continue');
  await kiosk.sees('homeVisit');
  await kiosk.says('约好了，我们上门来办');
  await activation.finish();
});
