import { FACE_LIMIT_MS } from '../support/kiosk.ts';
import { expect, test } from '../support/test.ts';

test('the drawer of the dock works a whole visit beside the screen, with the slip to look at', async ({
  kiosk,
}) => {
  const { page } = kiosk;
  await page.locator('.dock-tab').tap();
  await expect(page.locator('.dock-drawer')).toBeVisible();
  const section = (name: string) =>
    page.locator('.dock-section').filter({ has: page.getByRole('heading', { name, exact: true }) });

  await page.locator('[data-card="feng-shuhua"]').tap();
  await kiosk.sees('standing');
  await kiosk.says('您今年不用办了');
  await kiosk.touch('printSlip');
  await kiosk.sees('takeSlip');
  const slip = page.locator('.dock-slips img').first();
  await expect(slip).toBeVisible({ timeout: FACE_LIMIT_MS });
  await expect
    .poll(() => slip.evaluate((image: HTMLImageElement) => image.naturalWidth))
    .toBeGreaterThan(300);
  await slip.tap();
  await expect(page.locator('.dock-slip-large img')).toBeVisible();
  await page.locator('.dock-slip-large').tap();
  await page.locator('[data-dock="takeSlip"]').tap();
  await kiosk.sees('takeCard');
  await page.locator('[data-dock="removeCard"]').tap();
  await kiosk.sees('welcome');

  await section('凭条打印机').getByRole('button', { name: '没纸了', exact: true }).tap();
  await kiosk.says('凭条现在打不出来', 60_000);
  await section('凭条打印机').getByRole('button', { name: '正常', exact: true }).tap();
  await kiosk.says('请把身份证放在亮灯处', 60_000);
});
