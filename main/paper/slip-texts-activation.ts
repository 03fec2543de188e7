import type { ActivationItem, ItemRefusal } from '../contract/activation.ts';
import { activateLabels } from '../contract/texts/labels-activate.ts';

/** Slips of activating a social-security card: two systems and a chip, each with its own truth. */

/** As the screen calls them. */
export const itemNames: Readonly<Record<ActivationItem, string>> = {
  social: activateLabels['item.social'],
  cardPin: activateLabels['item.cardPin'],
  bank: activateLabels['item.bank'],
};

/** What is true of one item, behind its name. */
export const itemBars = {
  done: '{item}：办好了',
  refused: '{item}：没办成',
  unknown: '{item}：正在确认',
  open: '{item}：还没办',
} as const;

/** The line across the whole slip. */
export const activationResults = {
  allDone: '都办好了',
  allBefore: '早就办妥了',
  someUnknown: '还有待确认',
  onlyUnknown: '正在确认',
  partly: '办好一部分',
  none: '这次没办成',
  notBegun: '今天还没办',
} as const;

export const activationWords = {
  number: '编号',
  cardNumber: '社保卡',
  account: '账户',
  before: '以前就办妥，不用再办。',
  usable: '社保卡现在可以用了。',
  keepPin: '新密码，请您自己记牢。',
  resume: '24小时内再来，',
  resumeHow: '接着办没办完的。',
  bringBoth: '请备好身份证和社保卡。',
  consentSigned: '您签字同意的是：',
  consentKey: '您按键同意的是：',
  consentAgentSigned: '代办人签字同意的是：',
  consentAgentKey: '代办人按键同意的是：',
  homeVisitBooked: '上门办理，已经约好。',
  homeVisitPending: '上门预约，正在确认。',
  homeVisitNumber: '预约编号',
  homeVisitDue: '最晚哪天来',
} as const;

export const consentLines: Readonly<Record<ActivationItem, string>> = {
  social: '开通社保卡的社保功能。',
  cardPin: '在社保卡上设新密码。',
  bank: '激活卡里的银行账户。',
};

/** Who finishes an item, and where. */
interface Finisher {
  readonly who: string;
  readonly where: string;
}
export const finishers = {
  socialWindow: { who: '由社保工作人员接着办。', where: '请到社保窗口办。' },
  bankCounter: { who: '由银行工作人员接着办。', where: '请到银行柜台办。' },
  here: { who: '由您接着办。', where: '就在这台机器上办。' },
  withNewCard: { who: '拿新卡来，就能办。', where: '再来这台机器上办。' },
  ownerAtSocial: { who: '卡主带证件来，就能办。', where: '来这里，或到社保窗口。' },
  ownerAtBank: { who: '卡主带证件来，就能办。', where: '来这里，或到银行柜台。' },
  ownerAtHome: { who: '工作人员上门时，', where: '在家里和卡主一起办。' },
  afterTheOther: { who: '等前面那项办好，', where: '再来这台机器上办。' },
} as const satisfies Record<string, Finisher>;
export type FinisherName = keyof typeof finishers;

interface Refusal {
  readonly why: Readonly<Record<ActivationItem, string>> | string;
  /** `side`: the window of the side that refused. `owner`: the person themselves. */
  readonly next: 'side' | 'owner' | 'here' | 'withNewCard';
}

/** Why an item did not go, as the person may read it. */
export const refusals: Readonly<Record<ItemRefusal, Refusal>> = {
  sealed: { why: '这张卡封存了，先要解封。', next: 'side' },
  replaced: { why: '这张卡已经换过新卡。', next: 'withNewCard' },
  deceased: { why: '您的资料要人工核对。', next: 'side' },
  notFound: { why: '资料里没查到这张卡。', next: 'side' },
  mismatch: { why: '卡和资料里的对不上。', next: 'side' },
  needsCounter: { why: '这个账户要柜台再看看。', next: 'side' },
  accountClosed: { why: '这个账户已经销户。', next: 'side' },
  weakPin: {
    why: {
      social: '这个密码太容易猜到。',
      cardPin: '这个密码太容易猜到。',
      bank: '银行说密码太容易猜到。',
    },
    next: 'here',
  },
  principalOnly: { why: '这一项要卡主本人办。', next: 'owner' },
  notArrived: {
    why: {
      social: '社保那边没有收到。',
      cardPin: '密码没有送到卡上。',
      bank: '银行那边没有收到。',
    },
    next: 'here',
  },
  pinLocked: { why: '卡上的密码锁住了。', next: 'side' },
  pinNotInitial: { why: '卡上的密码早就改过。', next: 'side' },
  rules: { why: '这次还要人工看一看。', next: 'side' },
};

export const askByNumber = '打电话时，报这个编号。';
/** An item that nobody knows the end of yet: what happens by itself, and how the person learns of it. */
export const unknownLines: Readonly<Record<ActivationItem, readonly string[]>> = {
  social: ['已经送出，等社保回话。', '有了结果，会自动记好。', '问结果，请打社保电话。'],
  // The chip tells nobody: only a reader that looks at it can.
  cardPin: ['新密码设没设上，要查。', '查清前，请不要试密码。', '请到社保窗口，帮您查清。'],
  bank: ['已经送出，等银行回话。', '有了结果，会自动记好。', '问结果，请打银行电话。'],
};
