import type { PromptEntry, Setback } from './prompt-entry.ts';
import { callStaff, orStaff, urgentStaff } from './prompt-entry.ts';

/** A try at the scanner that did not succeed; the face is always the other way. */
const again = (cause: string, next: string): Setback => ({
  cause,
  next,
  helper: '也可以刷脸，或请工作人员。',
});

/** Captures of a finger that made no template; another finger is always the other way. */
const enrolAgain = (cause: string, next: string): Setback => ({
  cause,
  next,
  helper: '也可以换手指，或找人帮忙。',
});

/** The finger for the first of its captures. */
const first = (finger: string): string => `请把${finger}放进手指槽。轻轻放好，先别动。`;

/** How the finger lies, the same while it is compared and while it is enrolled. */
const holdStill = '很好，手指先别动。';
const liftFinger = '好了，请把手指拿开。';
const tooHigh = '手指有点高，请轻轻放到底。';
const tooFlat = '按得有点重，请放轻一点。';
const rotated = '手指有点歪，请放正一点。';
const cold = '手指有点凉，请先搓一搓。';
const away = '手指槽暂时用不了。';

/** The finger vein (指静脉): laid on to be recognised, enrolled (建模), deleted; and the pension certified on the way. */
export const enrolPrompts = {
  'vein.starting': '手指槽正在准备，请稍等。',
  'vein.layFinger': '请把登记的手指放进手指槽。轻轻放好就行，不用按。',
  'vein.holdStill': holdStill,
  'vein.liftFinger': liftFinger,
  'vein.tooHigh': tooHigh,
  'vein.tooFlat': tooFlat,
  'vein.rotated': rotated,
  'vein.cold': cold,
  'vein.otherFinger': '好像不是登记的那根手指。请换一根手指放好。',
  'vein.liftAndLayAgain': '请把手指拿开，再放一次。',
  'vein.scannerAway': { cause: away, next: '请稍等，也可以改用刷脸。', helper: urgentStaff },
  'vein.serviceAway': {
    cause: '核对这一步停了一下。',
    next: '请稍等，也可以改用刷脸。',
    helper: urgentStaff,
  },
  'vein.done': '好了，核对完了。',

  'veinAgain.noFinger': again('刚才没看到您的手指。', '请放好手指，再来一次。'),
  'veinAgain.tooHigh': again('刚才手指放得有点高。', '请轻轻放到底，再来一次。'),
  'veinAgain.tooFlat': again('刚才手指按得有点重。', '请放轻一点，再来一次。'),
  'veinAgain.rotated': again('刚才手指放得有点歪。', '请放正一点，再来一次。'),
  'veinAgain.cold': again('刚才手指有点凉。', '请先搓一搓，再来一次。'),
  'veinAgain.notSimilar': again('和登记的手指不太像。', '请放登记的手指，再来一次。'),
  'veinAgain.notLive': again('刚才没看清您的手指。', '请直接放手指，再来一次。'),
  'veinAgain.timeUp': again('刚才没来得及看清。', '不着急，我们再来一次。'),

  // Said once, where the face takes over.
  'face.insteadOfVein': { cause: away, next: '请看着镜头，一样能办。', helper: orStaff },
  'face.afterVein': { cause: '手指这次没看清。', next: '没关系，请看着镜头。', helper: orStaff },

  'enrolStanding.none': '〔{salutation}，〕您还没登记过手指。登记一次，以后放手指就能办。',
  'enrolStanding.enrolled': '〔{salutation}，〕您登记过手指了。可以重新登记，也可以删掉。',
  // What is kept and where, what it is for, that it can be deleted, and that a no costs nothing.
  enrolConsent:
    '要登记手指，也可以加上脸。只存一串编码，不存照片。锁在这台机器里，随时能删。只用来认出您。不登记也能办。',

  'enrolFinger.first.rightIndex': first('右手食指'),
  'enrolFinger.first.rightMiddle': first('右手中指'),
  'enrolFinger.first.leftIndex': first('左手食指'),
  'enrolFinger.first.leftMiddle': first('左手中指'),
  'enrolFinger.again': '很好，请拿开再放一次。〔还要放{left}次。〕',
  'enrolFinger.holdStill': holdStill,
  'enrolFinger.liftFinger': liftFinger,
  'enrolFinger.tooHigh': tooHigh,
  'enrolFinger.tooFlat': tooFlat,
  'enrolFinger.rotated': rotated,
  'enrolFinger.cold': cold,
  'enrolFinger.otherFinger': '好像换了一根手指。请放刚才那一根。',
  'enrolFinger.scannerAway': { cause: away, next: '您坐着就好，它正在恢复。', helper: urgentStaff },
  'enrolFinger.serviceAway': {
    cause: '登记这一步停了一下。',
    next: '您坐着就好，它正在恢复。',
    helper: urgentStaff,
  },
  'enrolFingerAgain.inconsistent': enrolAgain('这几次放得不太一样。', '请放在同一处，再来一次。'),
  'enrolFingerAgain.duplicate': {
    cause: '这根手指已经登记过了。',
    next: '请换一根手指来登记。',
    helper: callStaff,
  },
  'enrolFingerAgain.poor': enrolAgain('这根手指看不太清。', '请先搓一搓，再来一次。'),
  'enrolFingerAgain.timeUp': enrolAgain('刚才没来得及看清。', '不着急，我们再来一次。'),

  enrolSign: '请在框里签上您的名字。签了，才会存起来。不方便签，按键也行。',
  enrolResult: '〔{salutation}，〕您的手指登记好了！下次来办，放手指就行。',
  deleteConfirm: '要把登记的都删掉吗？删掉以后，就找不回来了。以后想用，可以再登记。',
  enrolDeleted: '您登记的都删掉了。以后想用，可以再登记。',
  'handover.enrolFailed': {
    cause: '这次手指没登记上。',
    next: '没关系，照样看镜头来办。',
    helper: '还想登记，工作人员帮您。',
  },

  alsoCertify: '〔{salutation}，〕您今年的认证还没办。已经核对过您，要一起办吗？',
  alsoSubmitting: '正在办认证，请您稍等。',
} as const satisfies Record<string, PromptEntry>;
