import type { PromptEntry, Setback } from './prompt-entry.ts';
import { callStaff, sitAWhile, staffCome, urgentStaff } from './prompt-entry.ts';

/** A password that breaks a rule: the rule in one sentence. Nothing is said of the digits themselves. */
const otherPin = (rule: string): Setback => ({ cause: rule, next: '请换六个别的数字。', helper: callStaff });

/** Activating a social-security card (社保卡激活), for oneself and for another person. */
export const activatePrompts = {
  bring: '请看看，这些带齐了没有。没带齐，可以打张单子带走。',
  'bring.agent': '替家人办，要带这几样。没带齐，可以打张单子带走。',
  agentReason: '家人为什么不方便来？请选一项。',
  agentRelation: '您是家人的什么人？请选一项。',
  'placeCard.agent': '请先放您自己的身份证。平放在亮灯处就好。',
  placeOwnerCard: '现在请放家人的身份证。平放在亮灯处就好。',

  placeSocialCard: '请插入社保卡，芯片朝上。也可以平放在感应处。',
  'placeSocialCard.retry': '没关系，我们再来一次。请把社保卡再插一次。',
  readingSocialCard: '正在读社保卡，请先别拿走。',
  'readingSocialCard.retry': '没关系，我们再来一次。请先别动社保卡。',
  'socialCardProblem.unreadable': {
    cause: '这张社保卡没读出来。',
    next: '请擦擦芯片，再插一次。',
    helper: '还不行，工作人员来帮您。',
  },
  'socialCardProblem.notSocialCard': {
    cause: '这张好像不是社保卡。',
    next: '请换成社保卡，再插一次。',
    helper: callStaff,
  },
  'socialCardProblem.readerAway': {
    cause: '读社保卡的地方暂时用不了。',
    next: '请稍等，它正在恢复。',
    helper: urgentStaff,
  },
  'socialCardProblem.notAuthenticated': {
    cause: '这张卡还没有通过核对。',
    next: '请拿出来，再插一次。',
    helper: '还不行，工作人员来帮您。',
  },
  matchingCards: '请您稍等，正在核对两张卡。',

  'cardStanding.todo': '〔{salutation}，〕这张卡可以激活。要办的几样，都在这里。',
  'cardStanding.resumed': '〔{salutation}，〕上次没办完，今天接着办。办好的不用再办。',
  'cardStanding.allDone': '〔{salutation}，〕这张卡都激活好了。今天不用再办。',

  review: '请看看，这些对不对？不对的，工作人员帮您改。',

  'contact.phone': '请输入您的手机号。有事好联系您。',
  'contact.guardianPhone': '请输入家人的手机号。找不到您时，好联系家人。',
  'contact.problem.short': {
    cause: '手机号还没有输完。',
    next: '手机号一共十一位。',
    helper: callStaff,
  },
  'contact.problem.notMobile': {
    cause: '这个不像手机号。',
    next: '请看一看，改一改。',
    helper: callStaff,
  },

  'keyPoints.1': '这张卡有两个密码。社保密码，看病办社保用。银行密码，存钱取钱用。',
  'keyPoints.2': '卡要收好，不借给别人。密码记在心里，别写在卡上。',
  'keyPoints.3': '卡丢了，马上打电话挂失。社保和银行，两边都要打。',
  'keyPoints.fraud': '工作人员不会要您的密码。有人来要，多半是骗子。别告诉任何人。',

  'pin.cardPin.first': '请设社保密码，六位数字。请用手挡一挡。',
  'pin.cardPin.second': '请把社保密码再输一遍。请用手挡一挡。',
  'pin.bankPin.first': '请设银行密码，六位数字。请用手挡一挡。',
  'pin.bankPin.second': '请把银行密码再输一遍。请用手挡一挡。',
  'pin.problem.birthday': otherPin('别用生日做密码。'),
  'pin.problem.repeated': otherPin('别用一样的数字做密码。'),
  'pin.problem.sequential': otherPin('别用挨着的数字做密码。'),
  'pin.problem.idDigits': otherPin('别用身份证上的数字。'),
  'pin.problem.initial': otherPin('别用卡上原来的密码。'),
  'pin.problem.differ': {
    cause: '两遍输的不一样。',
    next: '没关系，请从头再设一遍。',
    helper: callStaff,
  },
  'pin.problem.short': { cause: '密码还没有输完。', next: '密码一共六位数字。', helper: callStaff },
  'pin.checking': '正在核对，请您稍等。',
  'pin.padAway': { cause: '密码键盘暂时用不了。', next: '请稍等，它正在恢复。', helper: urgentStaff },

  sign: '请在框里签上您的名字。签了，就是同意激活这张卡。不方便签，按键也行。',
  activating: '正在办，请您稍等。请先别拿走社保卡。',

  'activationResult.allDone': '〔{salutation}，〕您的卡都激活好了！',
  'activationResult.partly': {
    cause: '有的办好了，有的还没有。',
    next: '下一步怎么办，写在这里。',
    helper: '工作人员会帮您接着办。',
  },
  'activationResult.unknown': {
    cause: '有的还在等对方确认。',
    next: '机器会自动去问清楚。',
    helper: '想问什么，工作人员帮您。',
  },
  // The chip tells nobody whether it took the password.
  'activationResult.chipUnknown': {
    cause: '社保密码设上没有，还要查。',
    next: '查清前，请先别试密码。',
    helper: '工作人员会帮您查清楚。',
  },
  'activationResult.notDone': {
    cause: '这次还没有办成。',
    next: '下一步怎么办，写在这里。',
    helper: '工作人员会帮您接着办。',
  },

  'electronicCard.asking': '正在领电子社保卡，请您稍等。',
  'electronicCard.shown': '这是您的电子社保卡。请用手机扫一扫。',
  'electronicCard.away': {
    cause: '电子社保卡暂时领不了。',
    next: '您手里的卡照样能用。',
    helper: '以后想领，工作人员帮您。',
  },

  letter: '请把委托书举到镜头前。字看得清，就照下来。',
  'letter.taken': '照好了，字看得清吗？',
  'letter.away': { cause: '镜头暂时用不了。', next: '请稍等，它正在恢复。', helper: urgentStaff },

  'homeVisit.booking': '正在给您约上门，请您稍等。',
  'homeVisit.booked': '约好了，我们上门来办。',
  'homeVisit.pending': {
    cause: '上门的申请先记好了。',
    next: '会自动送出，再和您联系。',
    helper: '想问什么，工作人员帮您。',
  },
  'homeVisit.refused': {
    cause: '上门这次还没约上。',
    next: sitAWhile,
    helper: '工作人员会替您另外安排。',
  },

  'takeCard.both': '请拿好身份证和社保卡。',
  'takeCard.social': '请拿好您的社保卡。',

  'handover.noSocialCard': {
    cause: '这项要用社保卡来办。',
    next: '带来社保卡，就能接着办。',
    helper: '卡找不到，工作人员帮您查。',
  },
  'handover.socialCardUnreadable': {
    cause: '这张社保卡没读出来。',
    next: '没关系，改由人工来办。',
    helper: staffCome,
  },
  'handover.socialCardExpired': {
    cause: '这张社保卡过了有效期。',
    next: '要先换一张新的社保卡。',
    helper: '工作人员会帮您换卡。',
  },
  'handover.cardsDiffer': {
    cause: '两张卡的信息对不上。',
    next: '请看看是不是自己的卡。',
    helper: '工作人员会来帮您看。',
  },
  'handover.cardSealed': {
    cause: '〔您的社保卡现在是封存的。〕这张卡要由人工看一看。',
    next: sitAWhile,
    helper: '工作人员会来帮您处理。',
  },
  'handover.cardReplaced': {
    cause: '〔这张卡已经换过新卡了。〕请用新的社保卡来办。',
    next: '拿来新卡，就能接着办。',
    helper: '找不到新卡，工作人员帮您。',
  },
  'handover.recordedDeceased': {
    cause: '您的资料需要工作人员核对。',
    next: sitAWhile,
    helper: '工作人员会来陪您办。',
  },
  'handover.cardNotFound': {
    cause: '这张卡的资料要再查一查。',
    next: sitAWhile,
    helper: '工作人员会帮您查清楚。',
  },
  'handover.agentNotAllowed': {
    cause: '这项要由本人来办。',
    next: '不方便来，可以约上门。',
    helper: '工作人员会帮您登记。',
  },
  'handover.agentWitness': {
    cause: '代办要工作人员在旁见证。',
    next: sitAWhile,
    helper: staffCome,
  },
} as const satisfies Record<string, PromptEntry>;
