/**
 * Every prompt of the senior's screen. One entry serves caption, voice and slip.
 *
 * Notation of a sentence:
 * - `{slot}`: filled by the core. ISO dates come out as 2027年3月8日.
 * - `〔...〕`: caption only. The loudspeaker stands in a public hall: it says no name and no personal fact, so every
 *   slot stands inside such a bracket and what is spoken never varies (one clip per prompt and speed). A bracket whose
 *   slot is not filled is left out.
 *
 * A prompt that tells of something that did not go as hoped is a `Setback`: cause, next step, who helps, always all
 * three (requirements A, D and E). Wording rules are enforced by wording-lint.test.ts.
 */
export interface Setback {
  readonly cause: string;
  readonly next: string;
  readonly helper: string;
}
export type PromptEntry = string | Setback;

const staffCome = '工作人员会来帮您办。';
const orStaff = '也可以请工作人员来办。';
const sitAWhile = '请您先坐一会儿。';

/** A try of the face check that did not succeed: its cause by name, and that it may be done again. */
const again = (cause: string, next: string): Setback => ({ cause, next, helper: orStaff });

export const prompts = {
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
    helper: '着急的话，工作人员来办。',
  },
  lookingUp: '请您稍等，我给您查阅资料。',

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

  consent: '要用镜头看您的脸，核对本人。照片只用来核对是您本人。您同意吗？',

  'face.starting': '镜头正在准备，请您坐好。',
  'face.noFace': '请您坐着，看着镜头。',
  'face.tooDark': '这里有点暗，请脸朝亮处。',
  'face.tooBright': '这里光太亮，请脸避开光。',
  'face.tooFar': '离得有点远，请靠近一点。',
  'face.tooClose': '离得有点近，请往后靠靠。',
  'face.notFacing': '请把脸正对着镜头。',
  'face.covered': '脸挡住了，请取下口罩帽子。',
  'face.severalPeople': '请旁边的人先让一让。',
  'face.clampedCrop': '请往镜头中间坐一点。',
  'face.blurred': '请慢一点，坐稳就好。',
  'face.holdStill': '很好，请保持不动。',
  'face.turnLeft': '请慢慢向左转头。',
  'face.turnRight': '请慢慢向右转头。',
  'face.faceForward': '好，请转回来看镜头。',
  'face.comeCloser': '请把脸靠近一点。',
  'face.moveBack': '请把脸往后一点。',
  'face.cameraAway': {
    cause: '镜头暂时用不了。',
    next: '您坐着就好，它正在恢复。',
    helper: '着急的话，工作人员来办。',
  },
  'face.serviceAway': {
    cause: '核对这一步停了一下。',
    next: '您坐着就好，它正在恢复。',
    helper: '着急的话，工作人员来办。',
  },
  'face.done': '好了，核对完了。',

  'faceAgain.noFace': again('刚才镜头没看到您的脸。', '请看着镜头，再来一次。'),
  'faceAgain.tooDark': again('刚才光线太暗了。', '请脸朝亮处，再来一次。'),
  'faceAgain.tooBright': again('刚才光太亮了。', '请脸避开光，再来一次。'),
  'faceAgain.tooFar': again('刚才离镜头有点远。', '请靠近一点，再来一次。'),
  'faceAgain.tooClose': again('刚才离镜头有点近。', '请往后靠靠，再来一次。'),
  'faceAgain.notFacing': again('刚才脸没有正对镜头。', '请看着镜头，再来一次。'),
  'faceAgain.covered': again('刚才脸被挡住了。', '请取下口罩帽子，再来一次。'),
  'faceAgain.severalPeople': again('刚才镜头里有几个人。', '请旁边的人让让，再来一次。'),
  'faceAgain.clampedCrop': again('刚才脸在画面边上。', '请坐到中间，再来一次。'),
  'faceAgain.blurred': again('刚才画面有点晃。', '请坐稳一点，再来一次。'),
  'faceAgain.noTurn': again('刚才没看清您转头。', '慢慢转就好，再来一次。'),
  'faceAgain.notLive': again('刚才没看清您本人。', '请直接看镜头，再来一次。'),
  'faceAgain.notSimilar': again('和以前的照片不太像。', '没关系，我们再来一次。'),
  'faceAgain.cameraAway': again('刚才镜头断了一下。', '没关系，我们再来一次。'),
  'faceAgain.serviceAway': again('刚才核对停了一下。', '没关系，我们再来一次。'),
  'faceAgain.timeUp': again('刚才没来得及看清。', '不着急，我们再来一次。'),

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
  'overlay.leave': '您要退出，取回身份证吗？',
  'overlay.stillThere': '您还在吗？慢慢来，不着急。',

  /** Known to the screen alone: the core cannot be reached, so no snapshot can carry it. */
  'connection.lost': {
    cause: '机器里面断开了一下。',
    next: '请稍等，它会自己恢复。',
    helper: '着急的话，请叫工作人员。',
  },
} as const satisfies Record<string, PromptEntry>;

export type PromptId = keyof typeof prompts;

export const promptIds = Object.keys(prompts) as PromptId[];

/** True for an id of the catalogue; a snapshot's prompt id is any string until asked. */
export const isPromptId = (id: string): id is PromptId => Object.hasOwn(prompts, id);
