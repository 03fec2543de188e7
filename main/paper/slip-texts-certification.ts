import type { SlipContent } from '../ports/slip-printer.ts';
import type { SlipStory } from './slip-texts-frame.ts';

/** Slips of a pension certification, and those that tell how the person stands. */
export const certificationWords = {
  until: '认证有效到',
  nextDue: '下次办理，最晚到',
  dueOn: '最晚办理',
  since: '暂停发放日期',
  nextYear: '到期前，请再来认证一次。',
  nextYearByMatch: '能自动核对上，就不用来。',
  how: '认证方式',
} as const;

type Outcome = NonNullable<SlipContent['outcome']>;
type Standing = NonNullable<SlipContent['standing']>;
type RefusalReason = Extract<Outcome, { kind: 'refused' }>['reason'];
type StaffReason = Extract<Standing, { kind: 'needsStaff' }>['reason'];

/** Of a certification on the way of another business: its bar. */
export const pensionBars = {
  accepted: '养老认证：办好了',
  pending: '养老认证：待确认',
  certified: '养老认证：已认证',
  refused: '养老认证：待核对',
} as const;

const withIdCard = '请带身份证，到窗口办。';

export const acceptedStory: SlipStory = { result: '认证成功', lines: ['今年的认证办好了。'] };

export const pendingStory: SlipStory = {
  result: '已受理，待确认',
  lines: [
    '认证材料已经保存好。',
    '网络通了，会自动送出。',
    '结果以社保确认为准。',
    '问结果，请打社保电话。',
    '请收好下面的受理编号。',
  ],
};

export const refusedStories: Readonly<Record<RefusalReason, SlipStory>> = {
  deceased: { result: '待人工核对', lines: ['您的资料要人工核对。', withIdCard, '工作人员会陪您办。'] },
  alreadyCertified: { result: '今年已认证', lines: ['您今年已经认证过了。', '今年不用再办。'] },
  notFound: { result: '待人工核对', lines: ['您的资料要再查一查。', withIdCard, '工作人员会帮您查清楚。'] },
  rules: { result: '待人工核对', lines: ['这次还要人工看一看。', withIdCard, '工作人员会来帮您。'] },
};

const staffCauses: Readonly<Record<StaffReason, string>> = {
  recordedDeceased: '您的资料要人工核对。',
  livesAbroad: '资料上写着您住在境外。',
  notFound: '您的资料要再查一查。',
  cardSealed: '您的社保卡是封存的。',
};

/** A slip that tells how the person stands, when nothing was certified today. */
export function standingStory(standing: Standing | null): SlipStory {
  switch (standing?.kind) {
    case 'certified':
      return { result: '今年已认证', lines: ['您今年已经认证好了。', '今年不用再办。'] };
    case 'certifiedByDataMatch':
      return { result: '今年不用办', lines: ['资料已经自动核对好。', '您今年不用再办。'] };
    case 'due':
      return { result: '今年待认证', lines: ['今天的认证还没有办。', '请在最晚日期前来办。'] };
    case 'suspended':
      return { result: '今年待认证', lines: ['养老金现在暂停发放。', '办好认证后，会恢复发放。'] };
    case 'needsStaff':
      return {
        result: '待人工核对',
        lines: [staffCauses[standing.reason], withIdCard, '工作人员会帮您办。'],
      };
    default:
      return { result: '今天没有办', lines: ['今天没有办理业务。', '请找工作人员帮您办。'] };
  }
}
