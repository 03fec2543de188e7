import { openBrowser, panel } from './kit/browser.ts';
import type { Measurement } from './kit/figure.ts';
import { spread } from './kit/statistics.ts';
import { startTerminal } from './kit/terminal.ts';

const STARTS = 3;

/** From the start of the program until the first screen takes touches, Chromium's own start included. */
export const measure: Measurement = async () => {
  const served: number[] = [];
  const launched: number[] = [];
  const usable: number[] = [];
  const open: number[] = [];
  for (let start = 0; start < STARTS; start += 1) {
    const startedAt = performance.now();
    const terminal = await startTerminal();
    served.push(performance.now() - startedAt);
    const browser = await openBrowser();
    launched.push(performance.now() - startedAt);
    try {
      const page = await browser.newPage({ viewport: panel });
      await page.goto(terminal.url);
      await page.locator('.shell[data-taps="ready"] .stage[data-step="welcome"]').waitFor();
      usable.push(performance.now() - startedAt);
      // Begin is offered only while the card reader works.
      await page.locator('[data-key="stage.begin"]').waitFor({ timeout: 60_000 });
      open.push(performance.now() - startedAt);
    } finally {
      await browser.close();
      await terminal.stop();
    }
  }
  return [
    { name: 'core serves the screen', unit: 'ms', ...spread(served) },
    { name: 'Chromium has started', unit: 'ms', ...spread(launched) },
    {
      name: 'first screen takes touches',
      unit: 'ms',
      ...spread(usable),
      note: 'touches are quiet for the first 420 ms of a screen; files are in the cache of the system',
    },
    { name: 'a visit can begin', unit: 'ms', ...spread(open), note: 'workers up, card reader found' },
  ];
};
