import type { PromptEntry } from './prompt-entry.ts';
import { sitAWhile, staffCome } from './prompt-entry.ts';

/** The yearly certification of a pension (养老待遇资格认证): standing, result, and who goes on where the machine ends. */
export const certifyPrompts = {
  'standing.certified': '〔{salutation}，〕您今年已经认证好了。〔有效到{until}。〕今天不用再办。',
  'standing.certifiedByDataMatch':
    '〔{salutation}，〕您今年不用办了。我们已经替您核对好了。〔有效到{until}。〕',
  'standing.due': '〔{salutation}，〕您该办今年的认证了。看一看镜头就好，大约两分钟。',
  'standing.suspended':
    '〔{salutation}，您的养老金暂停了。〕别着急，今天办好认证就行。〔办好后，会恢复发放。〕',
  'standing.unknown': {
    cause: '〔{salutation}，您好。〕社保那边暂时连不上。',
    next: '可以先办，过后自动送出。',
    helper: '想等一等，工作人员陪您。',
  },
  'standing.needsStaff.recordedDeceased': {
    cause: '〔{salutation}，您好。〕您的资料需要工作人员核对。',
    next: sitAWhile,
    helper: '工作人员会来陪您办。',
  },
  'standing.needsStaff.livesAbroad': {
    cause: '〔{salutation}，您好。〕〔资料上写着您住在境外。〕这项要由人工来办。',
    next: sitAWhile,
    helper: staffCome,
  },
  'standing.needsStaff.notFound': {
    cause: '〔{salutation}，您好。〕您的认证资料要再查一查。',
    next: sitAWhile,
    helper: '工作人员会帮您查清楚。',
  },
  'standing.needsStaff.cardSealed': {
    cause: '〔{salutation}，您好。〕〔您的社保卡现在是封存的。〕这张卡要由人工看一看。',
    next: sitAWhile,
    helper: '工作人员会来帮您处理。',
  },

  submitting: '正在办，请您稍等，大约十秒。',

  'handover.faceTries': { cause: '镜头这次没看清您。', next: '没关系，改由人工来办。', helper: staffCome },
  'handover.noReference': { cause: '资料里还没有您的照片。', next: sitAWhile, helper: staffCome },
  'handover.standing': {
    cause: '您的资料需要工作人员核对。',
    next: sitAWhile,
    helper: '工作人员会来陪您办。',
  },
  'handover.serviceDown': { cause: '这台机器暂时不能办。', next: sitAWhile, helper: staffCome },
  'handover.cardUnreadable': {
    cause: '这张身份证没读出来。',
    next: '没关系，改由人工来办。',
    helper: staffCome,
  },
  'handover.customerChoice': { cause: '好的，改由人工来办。', next: sitAWhile, helper: staffCome },
  'handover.authorityAway': { cause: '社保那边暂时连不上。', next: sitAWhile, helper: staffCome },
  'handover.cardExpired': { cause: '这张身份证过了有效期。', next: '今天改由人工来办。', helper: staffCome },

  'result.accepted': '〔{salutation}，〕您的认证办好了！',
  'result.pending': {
    cause: '您的认证先记好了。',
    next: '会自动送出，等社保确认。',
    helper: '想问什么，工作人员帮您。',
  },
  'result.refused.deceased': {
    cause: '您的资料需要工作人员核对。',
    next: sitAWhile,
    helper: '工作人员会来陪您办。',
  },
  'result.refused.alreadyCertified': {
    cause: '您今年已经认证过了。',
    next: '今天不用再办。',
    helper: '想问什么，工作人员帮您。',
  },
  'result.refused.notFound': {
    cause: '您的认证资料要再查一查。',
    next: sitAWhile,
    helper: '工作人员会帮您查清楚。',
  },
  'result.refused.rules': { cause: '这次还要人工看一看。', next: sitAWhile, helper: staffCome },
} as const satisfies Record<string, PromptEntry>;
