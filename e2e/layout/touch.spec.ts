/// <reference lib="dom" />
import type { CDPSession, Page } from '@playwright/test';
import { expect, test } from '@playwright/test';
import { openGallery, show } from './gallery-page.ts';

/** Real touches, through the browser's own input path. */
test.use({ hasTouch: true });

const sent = (page: Page) =>
  page.evaluate(() =>
    (window as unknown as { gallery: { sent: { type: string }[] } }).gallery.sent
      .map((intent) => intent.type)
      .filter((type) => type !== 'touched'),
  );
const touch = (client: CDPSession, type: 'touchStart' | 'touchMove' | 'touchEnd', points: object[]) =>
  client.send('Input.dispatchTouchEvent', { type, touchPoints: points as never });

const ready = async (page: Page) => {
  await openGallery(page, 0.248, { width: 1080, height: 1920 });
  await show(page, { view: 'consent' });
  await page.locator('[data-taps=ready]').waitFor();
  const box = (await page.locator('[data-key="stage.agree"]').boundingBox())!;
  const client = await page.context().newCDPSession(page);
  const mm = 1 / 0.248;
  return { box, client, mm, x: box.x + box.width / 2, y: box.y + box.height / 2 };
};

test('a tap acts once, on lift', async ({ page }) => {
  const { client, x, y } = await ready(page);
  await touch(client, 'touchStart', [{ x, y }]);
  expect(await page.locator('[data-key="stage.agree"][data-down]').count()).toBe(1);
  expect(await sent(page)).toEqual([]);
  await touch(client, 'touchEnd', []);
  expect(await sent(page)).toEqual(['agree']);
});

test('a second tap on the same key within half a second is ignored', async ({ page }) => {
  const { client, x, y } = await ready(page);
  for (let i = 0; i < 2; i += 1) {
    await touch(client, 'touchStart', [{ x, y }]);
    await touch(client, 'touchEnd', []);
  }
  expect(await sent(page)).toEqual(['agree']);
});

test('a slide of 8 mm off the key still counts, a longer one does not', async ({ page }) => {
  const { client, box, mm, x } = await ready(page);
  const y = box.y + box.height - 2 * mm;
  await touch(client, 'touchStart', [{ x, y }]);
  await touch(client, 'touchMove', [{ x, y: y + 7.5 * mm }]);
  await touch(client, 'touchEnd', []);
  expect(await sent(page)).toEqual(['agree']);
  const decline = (await page.locator('[data-key="stage.decline"]').boundingBox())!;
  const from = { x: decline.x + decline.width / 2, y: decline.y + decline.height / 2 };
  await touch(client, 'touchStart', [from]);
  await touch(client, 'touchMove', [{ x: from.x, y: from.y + 40 * mm }]);
  await touch(client, 'touchEnd', []);
  expect(await sent(page)).toEqual(['agree']);
});

test('a second finger is ignored while the first is down', async ({ page }) => {
  const { client, x, y } = await ready(page);
  const other = (await page.locator('[data-key="stage.decline"]').boundingBox())!;
  const second = { x: other.x + 20, y: other.y + 20, id: 1 };
  await touch(client, 'touchStart', [{ x, y, id: 0 }]);
  await touch(client, 'touchStart', [{ x, y, id: 0 }, second]);
  expect(await page.locator('[data-key="stage.decline"][data-down]').count()).toBe(0);
  await touch(client, 'touchEnd', []);
  expect(await sent(page)).toEqual(['agree']);
});

test('a touch just after the screen changed is ignored', async ({ page }) => {
  const { client } = await ready(page);
  await page.evaluate(() => {
    (window as unknown as { gallery: { show(choice: unknown): void } }).gallery.show({ view: 'takeCard' });
  });
  await page.locator('[data-step=takeCard]').waitFor();
  const box = (await page.locator('[data-key="stage.continue"]').boundingBox())!;
  await touch(client, 'touchStart', [{ x: box.x + 30, y: box.y + 30 }]);
  await touch(client, 'touchEnd', []);
  expect(await sent(page)).toEqual([]);
});

test('a long press is a tap', async ({ page }) => {
  const { client, x, y } = await ready(page);
  await touch(client, 'touchStart', [{ x, y }]);
  // Longer than the browser's own long press; there is no event to wait for, as nothing is to happen.
  await page.waitForTimeout(900);
  await touch(client, 'touchEnd', []);
  expect(await sent(page)).toEqual(['agree']);
});

test('the keyboard works each key too', async ({ page }) => {
  await ready(page);
  await page.locator('[data-key="stage.agree"]').focus();
  await page.keyboard.press('Enter');
  expect(await sent(page)).toEqual(['agree']);
});

test('the pressed look of a key is painted at once', async ({ page }) => {
  const { client, x, y } = await ready(page);
  await page.evaluate(() => {
    const delays: number[] = [];
    Object.assign(window, { delays });
    document.querySelector('[data-key="stage.agree"]')!.addEventListener('pointerdown', (event) => {
      // A message sent in a frame's callback arrives after that frame was painted.
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => delays.push(performance.now() - event.timeStamp);
        port2.postMessage(null);
      });
    });
  });
  for (let i = 0; i < 20; i += 1) {
    await touch(client, 'touchStart', [{ x, y }]);
    await page.waitForFunction(
      (count) => (window as unknown as { delays: number[] }).delays.length > count,
      i,
    );
    await touch(client, 'touchEnd', []);
  }
  const delays = await page.evaluate(() => (window as unknown as { delays: number[] }).delays);
  const p95 = delays.sort((a, b) => a - b)[Math.floor(delays.length * 0.95) - 1]!;
  test.info().annotations.push({ type: 'touch to paint p95 ms', description: p95.toFixed(1) });
  console.info(`touch to paint: median ${delays[10]!.toFixed(1)} ms, p95 ${p95.toFixed(1)} ms`);
  // The goal is 50 ms on a quiet machine; a test shares its machine with others.
  expect(p95).toBeLessThanOrEqual(100);
});
