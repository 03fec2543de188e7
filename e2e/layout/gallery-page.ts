/// <reference lib="dom" />
import type { Page } from '@playwright/test';
import type { LayoutRules } from './measure.ts';
import { layoutFaults } from './measure.ts';

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

/** What the gallery gives to tests, in the page. */
export interface GalleryWindow {
  readonly gallery: {
    readonly views: string[];
    readonly sent: { type: string }[];
    show(choice: Choice): void;
  };
}

/** The view that the page has without a core: it comes after a moment of patience, and of no snapshot. */
const withoutCore = 'connectionLost';

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
  return page.evaluate(() => (window as unknown as GalleryWindow).gallery.views);
};

/** Shows a view and waits until it is painted with its own fonts. */
export const show = async (page: Page, choice: Choice): Promise<void> => {
  await page.evaluate(async (next) => {
    (window as unknown as GalleryWindow).gallery.show(next);
    const frame = () => new Promise((done) => requestAnimationFrame(done));
    await frame();
    await frame();
    await document.fonts.ready;
    await frame();
  }, choice);
  if (choice.view === withoutCore) await page.waitForSelector('[data-step=connectionLost]');
};

/**
 * What breaks a rule of layout in any of these views, in words. All of it is measured in one go in the page: a view is laid
 * out when it is asked for its sizes, nothing has to be painted for that.
 */
export const faultsOf = async (
  page: Page,
  choices: readonly Choice[],
  rules: Omit<LayoutRules, 'low'>,
): Promise<string[]> => {
  await page.evaluate(`window.layoutFaults = ${layoutFaults}`);
  return page.evaluate(
    async (asked) => {
      // Every slice of the font, so that no view is laid out with another one.
      await Promise.all([...document.fonts].map((face) => face.load()));
      const { gallery, layoutFaults: faults } = window as unknown as GalleryWindow & {
        layoutFaults: (rules: LayoutRules) => string[];
      };
      return asked.choices.flatMap((choice) => {
        if (choice.view !== asked.withoutCore) gallery.show(choice);
        const name = `${choice.view} ${choice.size}${choice.low ? ' low' : ''}`;
        return faults({ ...asked.rules, low: choice.low ?? false }).map((fault) => `${name}: ${fault}`);
      });
    },
    { choices, rules, withoutCore },
  );
};
