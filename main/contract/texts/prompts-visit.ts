import type { PromptEntry } from './prompt-entry.ts';
import { staffCome, urgentStaff } from './prompt-entry.ts';

/** What every visit says: welcome, the identity card, slip, cards back, and what lies over a step. */
export const visitPrompts = {
  welcome: '您好！请把身份证放在亮灯处。',
  'welcome.noPaper': {
    cause: '您好！凭条现在打不出来。',
    next: '照样能办，只是没有凭条。',
    helper: '要凭条，工作人员会帮您。',
  },
  'welcome.closed': {
    cause: '这台机器暂时不能办。',
    next: '请到旁边的窗口办。',
    helper: '工作人员会带您过去。',
  },

  placeCard: '请把身份证平放在亮灯处。放稳就好，不用拿着。',
  readingCard: '正在读身份证，请先别拿走。',
  'readingCard.retry': '没关系，我们再来一次。请把身份证放平，别挪动。',
  'cardProblem.unreadable': {
    cause: '这张身份证没读出来。',
    next: '请拿起来，再平放一次。',
    helper: '还不行，工作人员来帮您。',
  },
  'cardProblem.expired': {
    cause: '这张身份证过了有效期。',
    next: '今天可以改由人工来办。',
    helper: staffCome,
  },
  'cardProblem.readerAway': {
    cause: '读卡的地方暂时用不了。',
    next: '请稍等，它正在恢复。',
    helper: urgentStaff,
  },
  lookingUp: '请您稍等，我给您查阅资料。',

  'slip.printing': '正在打凭条，请您稍等。',
  'slip.notPrinted': {
    cause: '凭条这次没有打出来。',
    next: '办的结果不受影响。',
    helper: '要凭条，工作人员会帮您。',
  },
  takeSlip: '凭条打好了，请您拿好。',
  takeCard: '请拿好您的身份证。',
  goodbye: '您慢走，祝您身体健康！',

  'overlay.help': '已经叫人了，请您坐着等。工作人员会过来帮您。',
  'overlay.leave': '您要退出，取回证件吗？',
  'overlay.stillThere': '您还在吗？慢慢来，不着急。',

  /** Known to the screen alone: the core cannot be reached, so no snapshot can carry it. */
  'connection.lost': {
    cause: '机器里面断开了一下。',
    next: '请稍等，它会自己恢复。',
    helper: '着急的话，请叫工作人员。',
  },
} as const satisfies Record<string, PromptEntry>;
