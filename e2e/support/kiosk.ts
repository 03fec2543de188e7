import { expect, type Page } from '@playwright/test';
import type { KioskStep } from '../../main/contract/snapshot.ts';

/** The senior's screen and the dock as a person works them: by touching what is shown. */
export class Kiosk {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  async open(url: string): Promise<void> {
    await this.page.goto(url);
    await this.sees('welcome');
    await this.page.locator('.dock-tab').click();
    await expect(this.page.locator('.dock-drawer')).toBeVisible();
    await expect(this.page.locator('[data-card]').first()).toBeVisible({ timeout: 60_000 });
  }

  /** Waits until the screen shows `step` (and nothing lies over it). */
  async sees(step: KioskStep, timeout = 30_000): Promise<void> {
    await expect(this.page.locator(`.stage[data-step="${step}"][data-overlay="none"]`)).toBeVisible({
      timeout,
    });
  }

  async seesOverlay(overlay: 'help' | 'leave' | 'stillThere'): Promise<void> {
    await expect(this.page.locator(`.stage[data-overlay="${overlay}"]`)).toBeVisible();
  }

  async says(text: string | RegExp, timeout = 30_000): Promise<void> {
    await expect(this.page.locator('.shell')).toContainText(text, { timeout });
  }

  /** Touches a key of the step, e.g. `continue`; waits as a hand must until the screen takes touches. */
  async touch(key: string): Promise<void> {
    await expect(this.page.locator('.shell[data-taps="ready"]')).toBeVisible();
    await this.page.locator(`[data-key="${key.includes('.') ? key : `stage.${key}`}"]`).click();
  }

  async placeCard(id: string): Promise<void> {
    await this.page.locator(`[data-card="${id}"]`).click();
    await expect(this.page.locator(`[data-card="${id}"][aria-pressed="true"]`)).toBeVisible({
      timeout: 15_000,
    });
  }

  async removeCard(): Promise<void> {
    await this.page.locator('[data-dock="removeCard"]').click();
  }

  async takeSlip(): Promise<void> {
    await this.page.locator('[data-dock="takeSlip"]').click({ timeout: 30_000 });
  }

  section(name: string) {
    return this.page
      .locator('.dock-section')
      .filter({ has: this.page.getByRole('heading', { name, exact: true }) });
  }

  /** Chooses something in a section of the dock by its words. */
  async choose(section: string, words: string): Promise<void> {
    await this.section(section).getByRole('button', { name: words, exact: true }).click();
  }

  async kill(worker: 'drivers' | 'vision'): Promise<void> {
    await this.section('后台进程')
      .locator('.dock-plug')
      .filter({ hasText: worker })
      .getByRole('button')
      .click();
  }

  /** From the first screen to the standing of the person with this card. */
  async toStanding(cardId: string): Promise<void> {
    await this.placeCard(cardId);
    await this.sees('standing');
  }

  async toFace(cardId: string): Promise<void> {
    await this.toStanding(cardId);
    await this.touch('continue');
    await this.sees('consent');
    await this.touch('agree');
    await this.sees('face');
  }

  /** Slip, card, and the screen is clean for the next person. */
  async finish(): Promise<void> {
    await this.takeSlip();
    await this.says('凭条已拿好');
    await this.touch('continue');
    await this.sees('takeCard');
    await this.removeCard();
    await this.sees('goodbye');
    await this.sees('welcome');
  }
}
