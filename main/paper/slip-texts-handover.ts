import type { SlipContent } from '../ports/slip-printer.ts';

interface HandoverCause {
  readonly cause: string;
  /** What to do first, where asking the staff alone would not do. */
  readonly first?: string;
}

const askToCheck = '您的资料要人工核对。';

/** Why a person goes on with the visit, by handover reason; then always the same promise. */
export const handoverCauses: Readonly<Record<string, HandoverCause>> = {
  faceTries: { cause: '镜头这次没看清您。' },
  noReference: { cause: '资料里还没有您的照片。' },
  standing: { cause: askToCheck },
  serviceDown: { cause: '这台机器暂时不能办。' },
  cardUnreadable: { cause: '这张身份证没读出来。' },
  customerChoice: { cause: '您选了由人工来办。' },
  authorityAway: { cause: '社保那边暂时连不上。' },
  cardExpired: { cause: '这张身份证过了有效期。' },
  noSocialCard: { cause: '这项要用社保卡来办。', first: '带来社保卡，就能接着办。' },
  socialCardUnreadable: { cause: '这张社保卡没读出来。' },
  socialCardExpired: { cause: '这张社保卡过了有效期。', first: '要先换一张新的社保卡。' },
  cardsDiffer: { cause: '两张卡的信息对不上。', first: '请看看是不是自己的卡。' },
  cardSealed: { cause: '这张社保卡是封存的。', first: '要先到社保窗口解封。' },
  cardReplaced: { cause: '这张卡已经换过新卡。', first: '拿来新卡，就能接着办。' },
  recordedDeceased: { cause: askToCheck },
  cardNotFound: { cause: '这张卡的资料要再查一查。' },
  agentNotAllowed: { cause: '这项要由卡主本人来办。' },
  enrolFailed: { cause: '手指这次没登记上。', first: '用人脸，一样能办业务。' },
  agentWitness: { cause: '代办要工作人员在旁见证。' },
};

export const handoverWords = {
  result: '改由人工办',
  otherCause: '这一步要由人工来办。',
  next: '请找工作人员接着办。',
} as const;

/** True whatever part of it was done before: "not yet finished", never "nothing was done". */
export const notDoneYet: Readonly<Record<SlipContent['business'], string>> = {
  certify: '今天的认证还没有办。',
  activate: '社保卡激活还没办完。',
  enrol: '登记指静脉还没办完。',
};
