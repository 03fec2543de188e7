import { expect } from '@playwright/test';
import type { ActivationItem, AgentRelation, ItemState } from '../../main/contract/activation.ts';
import type { DockState } from '../../main/contract/dock.ts';
import type { KioskView } from '../../main/contract/snapshot.ts';
import { FACE_LIMIT_MS, type Kiosk } from './kiosk.ts';

/** Six digits that break no rule, for the chip and for the bank. */
export const goodPins = { cardPin: '739204', bankPin: '850317' } as const;
const places = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'] as const;
const KEY_PAGES = 4;
const ACTIVATING_LIMIT_MS = 60_000;

/** How many digits stand on the screen. */
const typedIn = (view: KioskView): number =>
  view.step === 'pin' ? view.count : view.step === 'contact' ? view.entered.length : -1;

/** The activation of a social-security card as a person does it at the terminal. */
export class Activation {
  readonly kiosk: Kiosk;

  constructor(kiosk: Kiosk) {
    this.kiosk = kiosk;
  }

  // Hands

  insert = (cardId: string) =>
    this.kiosk.dock({ type: 'placeSocialCard', cardId }, (state) => state.placedSocialCardId === cardId);
  pullOut = () => this.kiosk.dock({ type: 'removeSocialCard' }, (state) => state.placedSocialCardId === null);
  chipFault = (fault: string | null) =>
    this.kiosk.dock({ type: 'socialCardFault', fault }, (state) => state.socialCardFault === fault);
  plugReader = (plugged: boolean) =>
    this.kiosk.dock({ type: 'socialReaderPlug', plugged }, (state) => state.socialReaderPlugged === plugged);
  psam = (present: boolean) =>
    this.kiosk.dock({ type: 'psam', present }, (state) => state.psamPresent === present);
  bank = (mode: DockState['bank']) => this.kiosk.dock({ type: 'bank', mode }, (state) => state.bank === mode);

  // Finger

  /**
   * One key of the pad after the other. A second touch of the same key within half a second is a trembling hand's to the
   * screen, so a digit that did not arrive is touched again; one that is only late on a busy machine is waited for.
   */
  async type(digits: string): Promise<void> {
    const { line } = this.kiosk;
    for (const digit of digits) {
      const before = typedIn(line.told.snapshot.view);
      await expect(async () => {
        if (typedIn(line.told.snapshot.view) > before) return;
        await this.kiosk.touchHere(`pad.${places[Number(digit)]}`);
        await line.until('a digit', ({ snapshot: { view } }) => typedIn(view) > before, 7_000);
      }).toPass({ timeout: 45_000 });
    }
  }

  /** What was typed is gone: nothing is typed before the screen says so. */
  async clear(): Promise<void> {
    await this.kiosk.touchHere('pad.clear');
    await this.kiosk.line.until('an empty field', ({ snapshot: { view } }) => typedIn(view) === 0, 30_000);
  }

  async enterPin(digits: string): Promise<void> {
    await this.type(digits);
    await this.kiosk.line.until(
      'six digits',
      ({ snapshot: { view } }) => view.step === 'pin' && view.count === 6,
      30_000,
    );
    await this.kiosk.touch('continue');
    await this.kiosk.line.until(
      'a judgement of the six digits',
      ({ snapshot: { view } }) => view.step !== 'pin' || (view.count === 0 && !view.checking),
      30_000,
    );
  }

  /** Two strokes with a finger in the field, and the key below it. */
  async sign(): Promise<void> {
    const { page } = this.kiosk;
    const field = await page.locator('canvas.sign-field').boundingBox();
    if (!field) throw new Error('no field to sign in');
    const at = (x: number, y: number) => [field.x + x * field.width, field.y + y * field.height] as const;
    for (const [from, to] of [
      [at(0.2, 0.3), at(0.6, 0.35)],
      [at(0.4, 0.2), at(0.35, 0.8)],
    ] as const) {
      await page.mouse.move(...from);
      await page.mouse.down();
      await page.mouse.move(...to, { steps: 8 });
      await page.mouse.up();
    }
    await this.kiosk.touch('sign.done');
  }

  // Ways through a visit

  /** From the first screen to the place where the second card is wanted. */
  async toSocialCard(idCard: string): Promise<void> {
    const { kiosk } = this;
    await kiosk.sees('welcome');
    await kiosk.touch('beginActivation');
    await kiosk.sees('bring');
    await kiosk.touch('continue');
    await kiosk.sees('placeCard');
    await kiosk.placeCard(idCard);
    await kiosk.sees('placeSocialCard');
  }

  /** Both cards are read and compared; where that leads to is the test's business. */
  async bothCards(idCard: string, socialCard = idCard): Promise<void> {
    await this.toSocialCard(idCard);
    await this.insert(socialCard);
  }

  /** What is to do is on the screen, the face was checked. */
  async toReview(idCard: string, socialCard = idCard): Promise<void> {
    const { kiosk } = this;
    await this.bothCards(idCard, socialCard);
    await kiosk.sees('cardStanding', ACTIVATING_LIMIT_MS);
    await kiosk.touch('continue');
    await kiosk.sees('consent');
    await kiosk.touch('agree');
    await this.passFace();
  }

  /** From the camera on; who is asked to try again does so. */
  async passFace(): Promise<void> {
    const { kiosk } = this;
    const end = performance.now() + 2 * FACE_LIMIT_MS;
    for (;;) {
      const { snapshot } = await kiosk.line.until(
        'an end of the check',
        ({ snapshot: { view } }) => !['face', 'consent', 'vein'].includes(view.step),
        end - performance.now(),
      );
      if (snapshot.view.step === 'lookingUp') await kiosk.line.next(1000);
      // The pension of the year is another journey's business.
      else if (snapshot.view.step === 'alsoCertify') await kiosk.touch('decline');
      else if (snapshot.view.step === 'faceAgain') await kiosk.touch('tryAgain');
      else return;
    }
  }

  async keyPoints(): Promise<void> {
    const { kiosk } = this;
    await kiosk.sees('keyPoints');
    for (let page = 1; page <= KEY_PAGES; page += 1) await kiosk.touch('continue');
  }

  /** The password that the screen asks for, twice. */
  async setPin(pin: 'cardPin' | 'bankPin', digits: string = goodPins[pin]): Promise<void> {
    const { line } = this.kiosk;
    for (const entry of ['first', 'second'] as const) {
      await line.until(
        `${pin}, ${entry}`,
        ({ snapshot: { view } }) =>
          view.step === 'pin' &&
          view.pin === pin &&
          view.entry === entry &&
          view.count === 0 &&
          !view.checking,
        30_000,
      );
      await this.enterPin(digits);
    }
  }

  /** Somebody comes for another person: the agent's own card, then the cards of the one who stays at home. */
  async forOther(agent: string, owner: string, relation: AgentRelation = 'child'): Promise<void> {
    const { kiosk } = this;
    await kiosk.touch('beginForOther');
    await kiosk.sees('agentReason');
    await kiosk.touch('reason.cannotWalk');
    await kiosk.sees('agentRelation');
    await kiosk.says('您是家人的什么人');
    await kiosk.touch(`relation.${relation}`);
    await kiosk.sees('bring');
    await kiosk.says('替家人办');
    await kiosk.touch('continue');
    await kiosk.sees('placeCard');
    await kiosk.says('请先放您自己的身份证');
    await kiosk.placeCard(agent);
    await kiosk.sees('placeOwnerCard');
    await kiosk.removeCard();
    await kiosk.placeCard(owner);
    await kiosk.sees('placeSocialCard');
    await this.insert(owner);
  }

  /** From the review to the field to sign in, with good passwords. */
  async toSign(): Promise<void> {
    const { kiosk } = this;
    await kiosk.sees('review');
    await kiosk.touch('continue');
    await this.keyPoints();
    await this.setPin('cardPin');
    await this.setPin('bankPin');
    await kiosk.sees('sign');
  }

  async toResult(): Promise<void> {
    await this.kiosk.sees('activationResult', ACTIVATING_LIMIT_MS);
  }

  /** What the result says of each item. */
  get items(): Partial<Record<ActivationItem, ItemState['state']>> {
    const { view } = this.kiosk.line.told.snapshot;
    if (view.step !== 'activationResult') throw new Error(`no result on ${view.step}`);
    return Object.fromEntries(view.items.map(({ item, outcome }) => [item, outcome.state]));
  }

  /** Slip, both cards, and the screen is clean for the next person. */
  async finish(): Promise<void> {
    const { kiosk } = this;
    await kiosk.takeSlip();
    await kiosk.says('凭条已拿好');
    await kiosk.touch('continue');
    await this.handBackCards();
  }

  async handBackCards(): Promise<void> {
    const { kiosk } = this;
    await kiosk.sees('takeCard');
    await kiosk.removeCard();
    await kiosk.says('请拿好您的社保卡');
    await this.pullOut();
    await kiosk.sees('goodbye');
    await kiosk.sees('welcome');
  }

  async expectHandover(words: string | RegExp): Promise<void> {
    await this.kiosk.sees('handover', ACTIVATING_LIMIT_MS);
    await this.kiosk.says(words);
    await expect(this.kiosk.key('continue')).toBeVisible({ timeout: 60_000 });
  }
}
