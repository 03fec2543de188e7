import type { AgentRelation } from '../contract/activation.ts';
import type { SlipContent } from '../ports/slip-printer.ts';

/**
 * Every sentence that can stand on a slip is in the slip-texts-* files. One idea per line, at most 16 characters; what is
 * not done yet is never called done. The longest result line has seven characters: that is what fits at 72 dots.
 */

export const businessNames: Readonly<Record<SlipContent['business'], string>> = {
  certify: '养老待遇资格认证',
  activate: '社保卡激活',
  enrol: '登记指静脉',
};

/** Head and foot of every slip. */
export const frameWords = {
  simulated: '【模拟】演示凭条，不作凭证',
  reprint: '补打，第{count}次',
  name: '姓名',
  idNumber: '证件号',
  at: '时间',
  method: '方式',
  receipt: '受理编号',
  visit: '流水号',
  terminal: '终端号',
  hotline: '社保电话',
  bankPhone: '银行电话',
  helper: '有事请找大堂工作人员。',
  password: '工作人员不会要您的密码。',
} as const;

/** Whoever still has something to do is told that it can be done at home. */
export const homeVisitOffer = ['不方便来，可预约上门。', '预约请打下面的电话。'] as const;

export const methodWords = {
  staff: '转人工办理',
  inquiry: '本人自助查询',
  own: '本人办理',
  ownSimulated: '本人办理（模拟核对）',
} as const;

/** What somebody was verified by. */
export const checkWords = {
  face: { real: '人脸核对', simulated: '人脸核对（模拟）' },
  fingerVein: { real: '指静脉核对', simulated: '指静脉核对（模拟）' },
} as const;

/** Somebody came for themselves: how they were verified, where they were. */
export const ownMethod = ({
  method,
  livenessSimulated,
}: Pick<SlipContent, 'method' | 'livenessSimulated'>): string =>
  method === null ? methodWords.own : `本人，${checkWords[method][livenessSimulated ? 'simulated' : 'real']}`;

/** Who acted for the holder. */
const agentWords: Readonly<Record<AgentRelation, string>> = {
  spouse: '配偶代办',
  parent: '父母代办',
  child: '子女代办',
  guardian: '监护人代办',
  other: '亲友代办',
};
const simulatedCheck = '（模拟核对）';

export const agentMethod = (relation: AgentRelation | null, checkSimulated = false): string =>
  agentWords[relation ?? 'other'] + (checkSimulated ? simulatedCheck : '');

/** A result and what it means, as the texts tell it. */
export interface SlipStory {
  /** The one line that is read from across the room. */
  readonly result: string;
  /** What it means and what the person does next. */
  readonly lines: readonly string[];
}
