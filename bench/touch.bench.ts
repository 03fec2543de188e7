import path from 'node:path';
import type { CDPSession, Page } from '@playwright/test';
import { openBrowser, panel } from './kit/browser.ts';
import type { Goal, Measurement } from './kit/figure.ts';
import { percentile, spread } from './kit/statistics.ts';
import { startTerminal } from './kit/terminal.ts';

/** Each round touches two keys: begin, and the way out. */
const ROUNDS = 40;
const GOAL_MS = 50;

const goal: Goal = { on: 'p95', reference: GOAL_MS, most: 1, words: `p95 <= ${GOAL_MS} ms` };

interface Touches {
  readonly pressed: readonly number[];
  readonly changed: readonly number[];
  readonly told: readonly number[];
}

/** What bench/page/touch-watch.js leaves in the page. */
interface Watched {
  readonly benchTouches: Touches;
}

/** Real touches through Chromium's own input path on the screen of a whole terminal. */
export const measure: Measurement = async () => {
  const terminal = await startTerminal({ voice: 'silent' });
  const browser = await openBrowser();
  try {
    const context = await browser.newContext({ viewport: panel, hasTouch: true });
    const page = await context.newPage();
    for (const script of ['painted.js', 'touch-watch.js'])
      await page.addInitScript({ path: path.join(import.meta.dirname, 'page', script) });
    const client = await context.newCDPSession(page);
    await page.goto(terminal.url);
    for (let round = 0; round < ROUNDS; round += 1) {
      await touch(page, client, 'welcome', 'stage.begin');
      await touch(page, client, 'placeCard', 'bar.leave');
    }
    await told(page, 'changed', 2 * ROUNDS);
    const touches = await page.evaluate(() => (globalThis as unknown as Watched).benchTouches);
    return [
      {
        name: 'touch until the pressed key is painted',
        unit: 'ms',
        ...spread(touches.pressed),
        goal,
        note: `pointerdown to the end of the next frame; ${toldBy(touches)}`,
      },
      {
        name: 'lift until the next step is painted',
        unit: 'ms',
        ...spread(touches.changed),
        note: 'pointerup, WebSocket to the core, its snapshot back, the frame that shows the step',
      },
    ];
  } finally {
    await browser.close();
    await terminal.stop();
  }
};

/** Chromium's own opinion, in steps of 8 ms; it tells nothing of touches that took less than 16 ms. */
const toldBy = ({ told, pressed }: Touches): string => {
  const quick = Array<number>(Math.max(0, pressed.length - told.length)).fill(0);
  return `Event Timing of Chromium (8 ms steps): p95 ${percentile([...quick, ...told], 0.95).toFixed(0)} ms`;
};

/** Waits as a hand must until the step takes touches, then presses the key for a moment and lifts. */
async function touch(page: Page, client: CDPSession, step: string, key: string): Promise<void> {
  await page.locator(`.shell[data-taps="ready"] .stage[data-step="${step}"][data-overlay="none"]`).waitFor();
  const box = await page.locator(`[data-key="${key}"]`).boundingBox();
  if (!box) throw new Error(`${key} is not on the screen`);
  const pressed = await page.evaluate(() => (globalThis as unknown as Watched).benchTouches.pressed.length);
  const touchPoints = [{ x: box.x + box.width / 2, y: box.y + box.height / 2 }];
  await client.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints });
  await told(page, 'pressed', pressed + 1);
  await client.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
}

/** Waits until the page has timed this many. */
async function told(page: Page, what: keyof Touches, count: number): Promise<void> {
  await page.waitForFunction(
    ([list, least]) => (globalThis as unknown as Watched).benchTouches[list].length >= least,
    [what, count] as const,
  );
}
