/// <reference lib="dom" />
import { expect, test } from '@playwright/test';
import { openGallery, panels, show, sizes, turns } from './gallery-page.ts';
import { layoutFaults } from './measure.ts';

/** Screens with the most on them. */
const dense = ['welcome.noPaper', 'standing.suspended', 'result.take', 'notice'];
const rules = { hanziMm: 8.3, targetMm: 20, primaryMm: 30, gapMm: 3, low: false };

for (const { name: panel, pitch } of panels)
  for (const turn of turns)
    test(`every screen holds on ${panel} ${turn.name} at every text size`, async ({ page }) => {
      const views = await openGallery(page, pitch, turn);
      const faults: string[] = [];
      // The smallest panel is tried at every size. The others have more room: they are tried at the largest size, and at
      // the smallest only where the writing is densest.
      for (const view of views)
        for (const size of pitch === 0.18 || dense.includes(view) ? sizes : (['largest'] as const)) {
          // Low mode moves what is largest: tried where it is tightest.
          for (const low of size === 'largest' ? [false, true] : [false]) {
            await show(page, { view, size, low });
            for (const fault of await page.evaluate(layoutFaults, { ...rules, low }))
              faults.push(`${view} ${size}${low ? ' low' : ''}: ${fault}`);
          }
        }
      expect(faults).toEqual([]);
    });

const tightest = [
  ['large', true],
  ['largest', false],
  ['largest', true],
] as const;
for (const { name: panel, pitch } of panels)
  for (const turn of turns)
    test(`the panel "how to see and hear" holds on ${panel} ${turn.name}`, async ({ page }) => {
      await openGallery(page, pitch, turn);
      const faults: string[] = [];
      for (const [size, low] of tightest) {
        await show(page, { view: 'consent', size, low });
        await page.locator('[data-taps=ready]').waitFor();
        await page.locator('[data-key="bar.comfort"]').click();
        await page.locator('[data-step=comfort]').waitFor();
        for (const fault of await page.evaluate(layoutFaults, { ...rules, low }))
          faults.push(`${size}${low ? ' low' : ''}: ${fault}`);
        await page.locator('[data-taps=ready]').waitFor();
        await page.locator('[data-key="comfort.close"]').click();
        await page.locator('[data-step=consent]').waitFor();
      }
      expect(faults).toEqual([]);
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
];
for (const turn of turns)
  test(`an open drawer of the dock leaves a whole screen, ${turn.name}`, async ({ page }) => {
    await openGallery(page, 0.248, turn, '&dock=1');
    await page.locator('.dock-tab').click();
    await page.locator('.dock-drawer').waitFor();
    const faults: string[] = [];
    for (const view of besideTheDrawer)
      for (const size of sizes) {
        await show(page, { view, size });
        for (const fault of await page.evaluate(layoutFaults, rules))
          faults.push(`${view} ${size}: ${fault}`);
      }
    expect(faults).toEqual([]);
  });
