import type { SlipContent } from '../ports/slip-printer.ts';

/**
 * Every sentence that can stand on a slip. One idea per line, at most 16 characters; what is not done yet is never called
 * done. The longest result line has seven characters: that is what fits at 72 dots.
 */
export interface SlipStory {
  /** The one line that is read from across the room. */
  readonly result: string;
  /** What it means and what the person does next. */
  readonly lines: readonly string[];
}

export const slipWords = {
  business: '养老待遇资格认证',
  simulated: '【模拟】演示凭条，不作凭证',
  reprint: '补打，第{count}次',
  until: '认证有效到',
  nextDue: '下次办理，最晚到',
  dueOn: '最晚办理',
  since: '暂停发放日期',
  name: '姓名',
  idNumber: '证件号',
  at: '时间',
  method: '方式',
  receipt: '受理编号',
  visit: '流水号',
  terminal: '终端号',
  hotline: '社保电话',
  bankPhone: '银行电话',
  nextYear: '到期前，请再来认证一次。',
  nextYearByMatch: '能自动核对上，就不用来。',
  homeVisit: '不方便来，可预约上门。',
  homeVisitHow: '预约请打下面的电话。',
  helper: '有事请找大堂工作人员。',
  password: '工作人员不会要您的密码。',
} as const;

export const methodWords = {
  face: '本人，人脸核对',
  faceSimulated: '本人，人脸核对（模拟）',
  staff: '转人工办理',
  inquiry: '本人自助查询',
} as const;

type Outcome = NonNullable<SlipContent['outcome']>;
type Standing = NonNullable<SlipContent['standing']>;
type RefusalReason = Extract<Outcome, { kind: 'refused' }>['reason'];
type StaffReason = Extract<Standing, { kind: 'needsStaff' }>['reason'];

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

/** Why a person goes on with the visit; then always the same promise and the way to a visit at home. */
export const handoverCauses: Readonly<Record<string, string>> = {
  faceTries: '镜头这次没看清您。',
  noReference: '资料里还没有您的照片。',
  standing: '您的资料要人工核对。',
  serviceDown: '这台机器暂时不能办。',
  cardUnreadable: '这张身份证没读出来。',
  customerChoice: '您选了由人工来办。',
  authorityAway: '社保那边暂时连不上。',
  cardExpired: '这张身份证过了有效期。',
};
export const handoverStory = {
  result: '改由人工办',
  otherCause: '这一步要由人工来办。',
  notDone: '今天的认证还没有办。',
  next: '请找工作人员接着办。',
} as const;

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
