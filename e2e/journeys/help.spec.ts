import { expect, test } from '../support/test.ts';
import { walk } from '../support/walk.ts';

test('help is there on every step; it is called, and the visit goes on where it was', async ({
  kiosk,
  terminal,
}) => {
  test.setTimeout(300_000);
  let called = 0;
  await walk(kiosk, 'maria-2023', async (step) => {
    await kiosk.touch('bar.help');
    await kiosk.seesOverlay('help');
    await kiosk.says('已经叫人了，请您坐着等');
    called += 1;
    await kiosk.touch('cancelHelp');
    await kiosk.sees(step);
  });
  const asked = terminal
    .log()
    .split('\n')
    .filter((line) => line.includes('"help-called"') && line.includes('"asked"'));
  expect(asked.length).toBeGreaterThanOrEqual(called);
});
