import { expect, test } from '../support/test.ts';

test('a second browser with the copied address sees nothing of a visit', async ({
  kiosk,
  browser,
  terminal,
}) => {
  await kiosk.toStanding('sun-defu');
  const stranger = await browser.newContext({ hasTouch: true });
  const page = await stranger.newPage();
  await page.goto(terminal.url);
  await expect(page.locator('[data-step="connectionLost"]')).toBeVisible({ timeout: 60_000 });
  await expect(page.locator('body')).not.toContainText('孙');
  expect(terminal.log()).toContain('"token-used"');
  const slip = await stranger.request.get(new URL('/slips/slip-0001.png', terminal.url).href);
  expect(slip.status()).toBe(403);
  await stranger.close();
  await kiosk.sees('standing');
});

test('the browser itself sees nothing without the token', async ({ kiosk, context, terminal }) => {
  const page = await context.newPage();
  await page.goto(new URL('/kiosk/', terminal.url).href);
  await expect(page.locator('[data-step="connectionLost"]')).toBeVisible({ timeout: 60_000 });
  await kiosk.sees('welcome');
});
