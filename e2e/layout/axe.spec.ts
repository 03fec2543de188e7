/// <reference lib="dom" />
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, test } from '@playwright/test';
import { openGallery, show } from './gallery-page.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface AxeWindow {
  axe: {
    run(
      context: string,
      options: unknown,
    ): Promise<{ violations: { id: string; nodes: { target: unknown; failureSummary?: string }[] }[] }>;
  };
}

for (const contrast of ['normal', 'high'])
  test(`axe finds nothing on any screen, contrast ${contrast}`, async ({ page }) => {
    const views = await openGallery(page, 0.248, { width: 1080, height: 1920 }, '&dock=1');
    await page.evaluate(axe);
    const found: string[] = [];
    const look = async (name: string, context: string) => {
      const { violations } = await page.evaluate(
        (where) =>
          (window as unknown as AxeWindow).axe.run(where, {
            rules: { 'color-contrast-enhanced': { enabled: true } },
          }),
        context,
      );
      for (const { id, nodes } of violations)
        found.push(
          `${name}: ${id} ${nodes.map((node) => `${node.target} ${node.failureSummary}`).join(' | ')}`,
        );
    };
    for (const view of views) {
      await show(page, { view, contrast });
      await look(view, '.shell');
    }
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
