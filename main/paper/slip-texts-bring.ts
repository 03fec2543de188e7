import type { BringItem } from '../contract/activation.ts';

/** The list of what to bring: told once and completely (一次性书面告知). */
export const bringWords = {
  result: '请带齐这些',
  own: '本人来办，要带{count}样：',
  agent: '替家人办，要带{count}样：',
  complete: '要带的，都写在这里了。',
  where: '带齐了，到这里来办。',
} as const;

interface BringWords {
  readonly name: string;
  readonly note: string;
}

/** What each thing is called, and what makes it the right one. */
export const bringNames: Readonly<Record<BringItem, BringWords>> = {
  ownIdCard: { name: '您的身份证', note: '要原件，没有过期。' },
  socialCard: { name: '社保卡', note: '要激活的那一张。' },
  agentIdCard: { name: '您的身份证', note: '代办人的，要原件。' },
  ownerIdCard: { name: '卡主身份证', note: '要原件，没有过期。' },
  letter: { name: '委托书', note: '卡主签名，写明代办。' },
  phone: { name: '手机号码', note: '您常用的，打得通。' },
};
