/// <reference lib="dom" />
import type { Page } from '@playwright/test';

/** The panels of the facts, each both ways round. */
export const panels = [
  { name: '15.6 inch', pitch: 0.18 },
  { name: '21.5 inch', pitch: 0.248 },
  { name: '32 inch', pitch: 0.369 },
] as const;
export const turns = [
  { name: 'portrait', width: 1080, height: 1920 },
  { name: 'landscape', width: 1920, height: 1080 },
] as const;
export const sizes = ['large', 'larger', 'largest'] as const;

export interface Choice {
  readonly view: string;
  readonly size?: string;
  readonly contrast?: string;
  readonly low?: boolean;
}

/** Opens the gallery on a panel, without animations, its fonts loaded. Returns the names of all views. */
export const openGallery = async (
  page: Page,
  pitch: number,
  turn: { readonly width: number; readonly height: number },
  more = '',
): Promise<readonly string[]> => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.setViewportSize({ width: turn.width, height: turn.height });
  await page.goto(`?pitch=${pitch}${more}`);
  await page.waitForFunction(() => 'gallery' in window);
  return page.evaluate(() => (window as unknown as { gallery: { views: string[] } }).gallery.views);
};

/** Shows a view and waits until it is painted with its own fonts. */
export const show = async (page: Page, choice: Choice): Promise<void> => {
  await page.evaluate(async (next) => {
    (window as unknown as { gallery: { show(choice: unknown): void } }).gallery.show(next);
    const frame = () => new Promise((done) => requestAnimationFrame(done));
    await frame();
    await frame();
    await document.fonts.ready;
    await frame();
  }, choice);
  if (choice.view === 'connectionLost') await page.waitForSelector('[data-step=connectionLost]');
};
