/// <reference lib="dom" />
import { expect, test } from '@playwright/test';
import { faultsOf, openGallery, panels, show, sizes, turns } from './gallery-page.ts';

/** Screens with the most on them. */
const dense = ['welcome.noPaper', 'standing.suspended', 'result.take', 'enrolConsent', 'notice'];
const rules = { hanziMm: 8.3, targetMm: 20, primaryMm: 30, gapMm: 3 };

const tightest = [
  ['large', true],
  ['largest', false],
  ['largest', true],
] as const;

for (const { name: panel, pitch } of panels)
  for (const turn of turns)
    test(`every screen holds on ${panel} ${turn.name} at every text size`, async ({ page }) => {
      const views = await openGallery(page, pitch, turn);
      // The smallest panel is tried at every size. The others have more room: they are tried at the largest size, and at
      // the smallest only where the writing is densest. Low mode moves what is largest: tried where it is tightest.
      const choices = views
        .filter((view) => view !== 'connectionLost')
        .flatMap((view) =>
          (pitch === 0.18 || dense.includes(view) ? sizes : (['largest'] as const)).flatMap((size) =>
            (size === 'largest' ? [false, true] : [false]).map((low) => ({ view, size, low })),
          ),
        );
      expect(await faultsOf(page, choices, rules)).toEqual([]);

      // The panel "how to see and hear" stays open while it changes what it changes.
      await show(page, { view: 'consent' });
      await page.locator('[data-taps=ready]').waitFor();
      await page.locator('[data-key="bar.comfort"]').click();
      await page.locator('[data-step=comfort]').waitFor();
      const comfort = tightest.map(([size, low]) => ({ view: 'consent', size, low }));
      expect(await faultsOf(page, comfort, rules)).toEqual([]);
      expect(await page.locator('[data-step=comfort]').count()).toBe(1);

      // Without a core the page keeps the size that was chosen last.
      await show(page, { view: 'connectionLost' });
      expect(await faultsOf(page, [{ view: 'connectionLost', size: 'largest' }], rules)).toEqual([]);
    });

test('the tab of the dock lies on nothing that can be read or touched', async ({ page }) => {
  for (const turn of turns) {
    await openGallery(page, 0.18, turn, '&dock=1');
    await show(page, { view: 'standing.due', size: 'largest' });
    const tab = await page.locator('.dock-tab').boundingBox();
    for (const selector of ['.key', '.caption', '.facts', '.header p'])
      for (const box of await page
        .locator(selector)
        .evaluateAll((all) => all.map((one) => one.getBoundingClientRect().toJSON())))
        expect(
          box.right > tab!.x && box.top < tab!.y + tab!.height && box.bottom > tab!.y,
          `${selector} ${turn.name}`,
        ).toBe(false);
  }
});

const besideTheDrawer = [
  'welcome',
  'standing.suspended',
  'result.take',
  'bring.agent',
  'cardStanding.resumed',
  'review',
  'contact.short',
  'pin.birthday',
  'sign',
  'activationResult.refused.needsCounter',
  'vein.layFinger',
  'enrolConsent',
  'enrolFinger.again',
  'enrolResult.alsoPending',
];
for (const turn of turns)
  test(`an open drawer of the dock leaves a whole screen, ${turn.name}`, async ({ page }) => {
    await openGallery(page, 0.248, turn, '&dock=1');
    await page.locator('.dock-tab').click();
    await page.locator('.dock-drawer').waitFor();
    const choices = besideTheDrawer.flatMap((view) => sizes.map((size) => ({ view, size })));
    expect(await faultsOf(page, choices, rules)).toEqual([]);
  });
