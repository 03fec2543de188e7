/// <reference lib="dom" />
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, test } from '@playwright/test';
import type { GalleryWindow } from './gallery-page.ts';
import { openGallery, show } from './gallery-page.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface AxeWindow {
  axe: {
    run(
      context: string | { include: string[] },
      options: unknown,
    ): Promise<{ violations: { id: string; nodes: { target: unknown; failureSummary?: string }[] }[] }>;
  };
}

const everyRule = { resultTypes: ['violations'], rules: { 'color-contrast-enhanced': { enabled: true } } };
/** Black and white changes colours and nothing else: the other rules have been asked before. */
const colourRules = {
  resultTypes: ['violations'],
  runOnly: { type: 'rule', values: ['color-contrast', 'color-contrast-enhanced'] },
};

for (const [contrast, options] of [
  ['normal', everyRule],
  ['high', colourRules],
] as const)
  test(`axe finds nothing on any screen, contrast ${contrast}`, async ({ page }) => {
    const views = await openGallery(page, 0.248, { width: 1080, height: 1920 }, '&dock=1');
    await page.evaluate(axe);
    // Parts that differ in their words alone, not in elements, classes or attributes, are one to axe.
    const found = await page.evaluate(
      async (asked) => {
        const { gallery, axe: judge } = window as unknown as GalleryWindow & AxeWindow;
        const seen = new Set<string>();
        const faults: string[] = [];
        // Contrast is judged by the writing as it is painted: with every slice of the font there.
        await Promise.all([...document.fonts].map((face) => face.load()));
        for (const view of asked.views) {
          gallery.show({ view, contrast: asked.contrast });
          const include = ['.header', '.middle', '.bar'].filter((part) => {
            const bones = document.querySelector(part)!.outerHTML.replace(/>[^<]+</g, '>text<');
            if (seen.has(bones)) return false;
            seen.add(bones);
            return true;
          });
          if (include.length === 0) continue;
          const { violations } = await judge.run({ include }, asked.options);
          for (const { id, nodes } of violations)
            faults.push(
              `${view}: ${id} ${nodes.map((node) => `${node.target} ${node.failureSummary}`).join(' | ')}`,
            );
        }
        return faults;
      },
      { views: views.filter((view) => view !== 'connectionLost'), contrast, options },
    );
    const look = async (name: string, context: string) => {
      const { violations } = await page.evaluate(
        (asked) => (window as unknown as AxeWindow).axe.run(asked.context, asked.options),
        { context, options },
      );
      for (const { id, nodes } of violations)
        found.push(
          `${name}: ${id} ${nodes.map((node) => `${node.target} ${node.failureSummary}`).join(' | ')}`,
        );
    };
    await show(page, { view: 'welcome', contrast });
    await look('welcome', '.shell');
    await show(page, { view: 'connectionLost' });
    await look('connectionLost', '.shell');
    await show(page, { view: 'consent', contrast });
    await page.locator('[data-taps=ready]').waitFor();
    await page.locator('[data-key="bar.comfort"]').click();
    await page.locator('[data-step=comfort]').waitFor();
    await look('comfort', '.shell');
    await page.locator('.dock-tab').click();
    await page.locator('.dock-drawer').waitFor();
    await look('dock', '.dock');
    expect(found).toEqual([]);
  });
