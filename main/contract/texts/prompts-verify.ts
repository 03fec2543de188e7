import type { PromptEntry, Setback } from './prompt-entry.ts';
import { orStaff, urgentStaff } from './prompt-entry.ts';

/** A try of the face check that did not succeed: its cause by name, and that it may be done again. */
const again = (cause: string, next: string): Setback => ({ cause, next, helper: orStaff });

/** Consent and the face check, the same for every business. */
export const verifyPrompts = {
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
    helper: urgentStaff,
  },
  'face.serviceAway': {
    cause: '核对这一步停了一下。',
    next: '您坐着就好，它正在恢复。',
    helper: urgentStaff,
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
} as const satisfies Record<string, PromptEntry>;
