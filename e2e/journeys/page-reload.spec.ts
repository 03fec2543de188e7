import { expect, test } from '../support/test.ts';
import { walk } from '../support/walk.ts';

test('a page that is loaded anew shows the step on which the visit stands', async ({ kiosk, line }) => {
  test.setTimeout(300_000);
  await walk(kiosk, 'ouyang-wenbo', async (step) => {
    const { revision } = line.told.snapshot;
    await kiosk.page.reload();
    await kiosk.sees(step);
    // The core noticed nothing that would change the visit.
    expect(line.history.filter((one) => one.revision > revision && one.view.step !== step)).toEqual([]);
  });
});
