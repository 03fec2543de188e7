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
  noSocialCard: { cause: '这次没有社保卡。', first: '没有卡，请先问补卡的事。' },
  socialCardUnreadable: { cause: '这张社保卡没读出来。' },
  socialCardExpired: { cause: '这张社保卡过了有效期。', first: '要先换一张新卡。' },
  cardsDiffer: { cause: '两张卡的资料对不上。', first: '请先看看，卡有没有拿混。' },
  cardSealed: { cause: '这张社保卡是封存的。', first: '要先到社保窗口解封。' },
  cardReplaced: { cause: '这张卡已经换过新卡。', first: '请拿新卡来办。' },
  recordedDeceased: { cause: askToCheck },
  cardNotFound: { cause: '资料里没查到这张卡。' },
  agentNotAllowed: { cause: '这张卡要卡主本人办。' },
  agentWitness: { cause: '代办要两位员工在场。' },
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
};
