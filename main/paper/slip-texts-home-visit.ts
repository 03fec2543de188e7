import type { BringItem } from '../contract/activation.ts';
import type { SlipContent } from '../ports/slip-printer.ts';

/** Slips of a visit at home: who comes, until when, and what lies ready. */
export const homeVisitWords = {
  booked: '上门约好了',
  pending: '上门待确认',
  refused: '上门没约上',
  number: '预约编号',
  dueOn: '最晚这一天来',
  who: '工作人员会到家里来办。',
  call: '来之前，会先打您电话。',
  check: '开门前，先看工作证。',
  ready: '请先准备好：',
  keepSlip: '这张凭条也请留好。',
  pendingSent: '预约已经送出，等回话。',
  pendingAsk: '问结果，请打社保电话。',
  refusedWhy: '上门这次还没有约上。',
  refusedNext: '工作人员会替您另外安排。',
  refusedWho: '请找大堂工作人员。',
} as const;

/** What lies ready when the bell rings, beside this slip. */
export const homeVisitReady: Readonly<Record<SlipContent['business'], readonly BringItem[]>> = {
  certify: ['ownerIdCard'],
  activate: ['ownerIdCard', 'socialCard'],
  enrol: ['ownerIdCard'],
};
export const homeVisitNames: Readonly<Partial<Record<BringItem, string>>> = {
  ownerIdCard: '本人的身份证',
  socialCard: '社保卡',
};
