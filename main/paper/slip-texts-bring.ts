import type { BringItem } from '../contract/activation.ts';

/** The list of what to bring: told once and completely (一次性书面告知). */
export const bringWords = {
  result: '请带齐这些',
  own: '本人来办，要带{count}样：',
  agent: '替家人办，要带{count}样：',
  complete: '要带的，都写在这里了。',
  where: '带齐了，到这里来办。',
} as const;

/** What makes each thing the right one; its name is the screen's. */
export const bringNotes: Readonly<Record<BringItem, string>> = {
  ownIdCard: '要原件，没有过期。',
  socialCard: '要激活的那一张。',
  agentIdCard: '来办的人，要原件。',
  ownerIdCard: '卡主的，要原件。',
  letter: '卡主签名，写明代办。',
  phone: '您常用的，打得通。',
};
