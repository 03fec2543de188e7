/// <reference lib="dom" />
import { expect, type Page } from '@playwright/test';
import type { DockOperation, DockState } from '../../main/contract/dock.ts';
import type { KioskSnapshot, KioskStep } from '../../main/contract/snapshot.ts';
import type { CoreLine } from './core-line.ts';

/** Long enough for a face check on a machine that does other things too. */
export const FACE_LIMIT_MS = 90_000;
const TAPS = 4;
const TAP_LIMIT_MS = 4_000;

/** What a touch changes for whoever looks at the screen. */
const shown = ({ view, overlay, comfort, prompt }: KioskSnapshot): string =>
  JSON.stringify([
    view.step,
    overlay,
    comfort,
    // Before the camera the words change by themselves.
    view.step === 'face' ? [view.challenge, view.tryNumber] : prompt.say,
  ]);

type Overlay = KioskSnapshot['overlay'];

/** The terminal as a person works it: eyes and finger on the page, hands on the simulated devices by the dock. */
export class Kiosk {
  readonly page: Page;
  readonly line: CoreLine;
  readonly #url: string;

  constructor(page: Page, line: CoreLine, url: string) {
    this.page = page;
    this.line = line;
    this.#url = url;
  }

  /** Opens the senior's screen. */
  async open(): Promise<void> {
    await this.page.goto(this.#url);
    await expect(this.page.locator('.stage')).toBeVisible({ timeout: 60_000 });
  }

  // Eyes

  /** Waits until the screen shows `step` with nothing over it. */
  async sees(step: KioskStep, timeout = 30_000): Promise<void> {
    await expect(this.page.locator(`.stage[data-step="${step}"][data-overlay="none"]`)).toBeVisible({
      timeout,
    });
  }

  async seesOverlay(overlay: Exclude<Overlay, 'none'>, timeout = 30_000): Promise<void> {
    await expect(this.page.locator(`.stage[data-overlay="${overlay}"]`)).toBeVisible({ timeout });
  }

  async says(text: string | RegExp, timeout = 30_000): Promise<void> {
    await expect(this.page.locator('.shell')).toContainText(text, { timeout });
  }

  async saysNot(text: string | RegExp): Promise<void> {
    await expect(this.page.locator('.shell')).not.toContainText(text);
  }

  key(name: string) {
    return this.page.locator(`[data-key="${name.includes('.') ? name : `stage.${name}`}"]`);
  }

  // Finger

  /** Touches a key, e.g. `continue` or `bar.help`, when the screen takes touches, and again if that did nothing. */
  async touch(name: string): Promise<void> {
    for (let tap = 1; ; tap += 1) {
      await expect(this.page.locator('.shell[data-taps="ready"]')).toBeVisible({ timeout: 30_000 });
      const before = shown(this.line.told.snapshot);
      await this.key(name).tap({ timeout: 30_000 });
      try {
        await this.line.until(
          `something by touching ${name}`,
          ({ snapshot }) => shown(snapshot) !== before,
          TAP_LIMIT_MS,
        );
        return;
      } catch (error) {
        if (tap === TAPS) throw error;
      }
    }
  }

  /** Touches a key that works on this page alone, such as the one that opens the comfort panel. */
  async touchHere(name: string): Promise<void> {
    // The core may be a step ahead of the page, whose keys would then change under the finger.
    const { revision } = this.line.told.snapshot;
    await this.page.waitForFunction(
      (told) => Number(document.querySelector<HTMLElement>('.shell')?.dataset.revision) >= told,
      revision,
      { timeout: 30_000 },
    );
    await expect(this.page.locator('.shell[data-taps="ready"]')).toBeVisible({ timeout: 30_000 });
    await this.key(name).tap({ timeout: 30_000 });
  }

  // Hands

  /** Works the simulated devices, and waits until the dock says that it is so. */
  async dock(operation: DockOperation, done?: (state: DockState) => boolean): Promise<void> {
    this.line.dock(operation);
    if (done) await this.line.until(`the dock after ${operation.type}`, ({ dock }) => done(dock), 30_000);
  }

  placeCard = (cardId: string) =>
    this.dock({ type: 'placeCard', cardId }, (state) => state.placedCardId === cardId);
  removeCard = () => this.dock({ type: 'removeCard' }, (state) => state.placedCardId === null);
  cardFault = (fault: string | null) =>
    this.dock({ type: 'cardFault', fault }, (state) => state.cardFault === fault);
  plugReader = (plugged: boolean) =>
    this.dock({ type: 'readerPlug', plugged }, (state) => state.readerPlugged === plugged);
  stands = (source: string) =>
    this.dock({ type: 'cameraSource', source }, (state) => state.cameraSource === source);
  cameraFault = (fault: string | null) =>
    this.dock({ type: 'cameraFault', fault }, (state) => state.cameraFault === fault);
  plugCamera = (plugged: boolean) =>
    this.dock({ type: 'cameraPlug', plugged }, (state) => state.cameraPlugged === plugged);
  printerFault = (fault: string | null) =>
    this.dock({ type: 'printerFault', fault }, (state) => state.printerFault === fault);
  plugPrinter = (plugged: boolean) =>
    this.dock({ type: 'printerPlug', plugged }, (state) => state.printerPlugged === plugged);
  fingerFault = (fault: string | null) =>
    this.dock({ type: 'fingerFault', fault }, (state) => state.fingerFault === fault);
  plugFingerScanner = (plugged: boolean) =>
    this.dock({ type: 'fingerScannerPlug', plugged }, (state) => state.fingerScannerPlugged === plugged);
  /** Whoever obliges lays this finger on when the scanner asks; null: nobody does. */
  fingerObliges = (finger: string | null, pose: DockState['fingerPose'] = 'good') =>
    this.dock({ type: 'fingerObliges', finger, pose }, (state) => state.fingerObliges === finger);
  authority = (mode: DockState['authority']) =>
    this.dock({ type: 'authority', mode }, (state) => state.authority === mode);

  /** Waits for a slip in the printer's mouth and takes it. */
  async takeSlip(): Promise<void> {
    await this.line.until('a slip in the mouth', ({ dock }) => dock.slipInMouth, 60_000);
    await this.dock({ type: 'takeSlip' }, (state) => !state.slipInMouth);
  }

  /** Kills a worker with SIGKILL and waits until another one runs. */
  async kill(worker: 'drivers' | 'vision'): Promise<void> {
    const of = (state: DockState) => state.workers.find(({ name }) => name === worker);
    const before = of(this.line.told.dock)?.restarts ?? 0;
    await this.dock(
      { type: 'killWorker', worker },
      (state) => (of(state)?.restarts ?? 0) > before && of(state)?.state === 'up',
    );
  }

  // Ways through a visit

  async toStanding(cardId: string): Promise<void> {
    await this.placeCard(cardId);
    await this.sees('standing');
  }

  async toConsent(cardId: string): Promise<void> {
    await this.toStanding(cardId);
    await this.touch('continue');
    await this.sees('consent');
  }

  async toFace(cardId: string): Promise<void> {
    await this.toConsent(cardId);
    await this.touch('agree');
    await this.sees('face');
  }

  /** From the camera to the result; who is asked to try again does so, as on a machine too busy to see a turn in time. */
  async passFace(): Promise<void> {
    const end = performance.now() + 2 * FACE_LIMIT_MS;
    const onWay = ['face', 'submitting'];
    for (;;) {
      const { snapshot } = await this.line.until(
        'an end of the check',
        ({ snapshot: { view } }) => !onWay.includes(view.step),
        end - performance.now(),
      );
      if (snapshot.view.step !== 'faceAgain') break;
      await this.touch('tryAgain');
    }
    await this.sees('result');
  }

  /** Through the face check to a result. */
  async toResult(cardId: string): Promise<void> {
    await this.toFace(cardId);
    await this.passFace();
  }

  /** Slip, card, and the screen is clean for the next person. */
  async finish(): Promise<void> {
    await this.takeSlip();
    await this.says('凭条已拿好');
    await this.touch('continue');
    await this.handBackCard();
  }

  async handBackCard(): Promise<void> {
    await this.sees('takeCard');
    await this.removeCard();
    await this.sees('goodbye');
    await this.sees('welcome');
  }

  /** Asks to leave on any step, says yes, and takes the card. */
  async leave(): Promise<void> {
    await this.touch('bar.leave');
    await this.seesOverlay('leave');
    await this.touch('confirmLeave');
    await this.handBackCard();
  }
}
