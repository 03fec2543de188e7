/// <reference lib="dom" />
import { execFileSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import type { CDPSession, Page } from '@playwright/test';
import { expect, test } from '@playwright/test';
import { signatureSchema } from '../../main/contract/activation.ts';
import { openGallery, show, turns } from './gallery-page.ts';

/** Typing and signing, with real touches through the browser's own input path. */
test.use({ hasTouch: true });

type Sent = { type: string; key?: string; signature?: unknown; reason?: string };
const sent = (page: Page): Promise<Sent[]> =>
  page.evaluate(() =>
    (window as unknown as { gallery: { sent: { type: string }[] } }).gallery.sent.filter(
      ({ type }) => type !== 'touched',
    ),
  );
const touch = (client: CDPSession, type: 'touchStart' | 'touchMove' | 'touchEnd', points: object[]) =>
  client.send('Input.dispatchTouchEvent', { type, touchPoints: points as never });
const open = async (page: Page, view: string) => {
  await openGallery(page, 0.248, turns[0]);
  await show(page, { view });
  await page.locator('[data-taps=ready]').waitFor();
  return page.context().newCDPSession(page);
};
const middleOf = async (page: Page, key: string) => {
  const box = (await page.locator(`[data-key="${key}"]`).boundingBox())!;
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
};

test('the pad sends one key for each tap', async ({ page }) => {
  await open(page, 'contact.empty');
  for (const key of ['one', 'three', 'eight', 'zero', 'erase', 'clear'])
    await page.locator(`[data-key="pad.${key}"]`).tap();
  expect((await sent(page)).map(({ type, key }) => `${type} ${key}`)).toEqual([
    'padKey 1',
    'padKey 3',
    'padKey 8',
    'padKey 0',
    'padKey erase',
    'padKey clear',
  ]);
});

test('a key of the password is seen while it is pressed and not a moment longer', async ({ page }) => {
  const client = await open(page, 'pin.cardPin.first');
  const before = await page.locator('.shell').evaluate((shell) => shell.outerHTML);
  await touch(client, 'touchStart', [await middleOf(page, 'pad.five')]);
  expect(await page.locator('[data-key="pad.five"][data-down]').count()).toBe(1);
  await touch(client, 'touchEnd', []);
  await expect.poll(async () => (await sent(page)).map(({ key }) => key)).toEqual(['5']);
  // Nothing of the page tells which key it was: not its looks, not its attributes, not the focus.
  await expect
    .poll(() => page.locator('.shell').evaluate((shell) => shell.outerHTML.replace(/ data-taps="\w+"/, '')))
    .toBe(before.replace(/ data-taps="\w+"/, ''));
  expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('BODY');
});

test('a password stands nowhere in the page: dots, and no digit but the legends of the keys', async ({
  page,
}) => {
  await open(page, 'pin.cardPin.second');
  expect(await page.locator('.pin-dots i[data-on=true]').count()).toBe(6);
  const { words, attributes } = await page.locator('.stage').evaluate((stage) => ({
    words: [...stage.querySelectorAll('.stage-words, .stage-actions')].map((part) => part.textContent).join(),
    attributes: [...stage.querySelectorAll('.pad *')].flatMap((element) =>
      [...element.attributes].map(({ name, value }) => `${name}=${value}`),
    ),
  }));
  expect(words).not.toMatch(/\d/);
  for (const attribute of attributes.filter((one) => /^(data-|aria-label)/.test(one)))
    expect(attribute).not.toMatch(/\d/);
});

test('the pad works by keyboard too', async ({ page }) => {
  await open(page, 'pin.cardPin.first');
  await page.locator('[data-key="pad.nine"]').focus();
  await page.keyboard.press('Enter');
  expect((await sent(page)).map(({ key }) => key)).toEqual(['9']);
});

const field = async (page: Page) => {
  const box = (await page.locator('.sign-field').boundingBox())!;
  return (x: number, y: number, id = 0) => ({ x: box.x + x * box.width, y: box.y + y * box.height, id });
};
const inked = (page: Page) =>
  page.locator('.sign-field').evaluate((canvas: HTMLCanvasElement) => {
    const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
    let count = 0;
    for (let at = 3; at < data.length; at += 4) if (data[at]! > 0) count += 1;
    return count;
  });

test('a signature is drawn with one finger, the palm writes nothing, and it is sent when it is done', async ({
  page,
}) => {
  const client = await open(page, 'sign');
  const at = await field(page);
  expect(await page.locator('[data-key="stage.agree"]').count()).toBe(1);
  await touch(client, 'touchStart', [at(0.2, 0.3)]);
  await touch(client, 'touchMove', [at(0.4, 0.3)]);
  // The ball of the hand comes down beside it, and moves.
  await touch(client, 'touchStart', [at(0.4, 0.3), at(0.8, 0.9, 1)]);
  await touch(client, 'touchMove', [at(0.5, 0.4), at(0.85, 0.92, 1)]);
  await touch(client, 'touchEnd', []);
  await expect(page.locator('[data-key="sign.done"]')).toBeHidden();
  await touch(client, 'touchStart', [at(0.3, 0.2)]);
  await touch(client, 'touchMove', [at(0.3, 0.7)]);
  await touch(client, 'touchEnd', []);
  expect(await inked(page)).toBeGreaterThan(1000);
  await expect(page.locator('[data-key="sign.done"]')).toBeVisible();
  await expect(async () => {
    await page.locator('[data-key="sign.done"]').tap();
    expect((await sent(page)).map(({ type }) => type)).toContain('sign');
  }).toPass();
  const { signature } = (await sent(page)).find(({ type }) => type === 'sign')!;
  const strokes = signatureSchema.parse(signature);
  expect(strokes).toHaveLength(2);
  for (const stroke of strokes) for (const [x] of stroke) expect(x).toBeLessThan(520);
});

test('a wiped field is empty and offers the other ways again', async ({ page }) => {
  const client = await open(page, 'sign');
  const at = await field(page);
  await touch(client, 'touchStart', [at(0.2, 0.3)]);
  await touch(client, 'touchMove', [at(0.6, 0.3)]);
  await touch(client, 'touchEnd', []);
  expect(await inked(page)).toBeGreaterThan(500);
  await expect(async () => {
    await page.locator('[data-key="sign.clear"]').tap({ timeout: 500 });
    await expect(page.locator('[data-key="stage.agree"]')).toBeVisible({ timeout: 500 });
  }).toPass();
  expect(await inked(page)).toBe(0);
  expect(await sent(page)).toEqual([]);
});

test('a reason is chosen with one tap', async ({ page }) => {
  await open(page, 'agentReason');
  await page.locator('[data-key="reason.inHospital"]').tap();
  expect(await sent(page)).toEqual([{ type: 'chooseReason', reason: 'inHospital' }]);
});

test('what whoever came is to the holder is chosen with one tap', async ({ page }) => {
  await open(page, 'agentRelation');
  await page.locator('[data-key="relation.child"]').tap();
  expect(await sent(page)).toEqual([{ type: 'chooseRelation', relation: 'child' }]);
});

for (const contrast of ['normal', 'high'])
  test(`the electronic card is read by another program from the glass, contrast ${contrast}`, async ({
    page,
  }, info) => {
    await openGallery(page, 0.248, turns[0]);
    await show(page, { view: 'electronicCard.shown', contrast });
    const png = info.outputPath('glass.png');
    await writeFile(png, await page.screenshot());
    expect(execFileSync('zbarimg', ['-q', '--raw', png], { encoding: 'utf8' }).trim()).toBe(
      'https://ecard.example.invalid/q?t=9f3a61c2e07b4d55a1c8',
    );
  });
