import { enrolLabels } from '../contract/texts/labels-enrol.ts';
import type { FingerName } from '../contract/vein.ts';

/** Slips of enrolling fingers (建模): the confirmation, the guide for the pocket below it, and the deletion. */

/** Fingers and keys as the screen calls them. */
export const fingerNames: Readonly<Record<FingerName, string>> = {
  rightIndex: enrolLabels['finger.rightIndex'],
  rightMiddle: enrolLabels['finger.rightMiddle'],
  leftIndex: enrolLabels['finger.leftIndex'],
  leftMiddle: enrolLabels['finger.leftMiddle'],
};
export const faceName = '人脸';

/** The confirmation (确认单). */
export const enrolmentWords = {
  title: '指静脉登记确认单',
  result: '登记好了',
  enrolled: '登记了这些：',
  noFace: '没有登记人脸。',
  use: '有什么用',
  useHow: ['在这台机器上办业务，', '放上手指，就能核对。'],
  kept: '存了什么，存在哪里',
  keptHow: ['只存一串编码，不存照片。', '加密锁在这台机器里。', '只用来认出您本人。'],
  keptSignature: '您签的字，也锁好了。',
  drop: '不想用了，可以删掉',
  dropHow: [
    '带身份证，到这里来，',
    `先按“${enrolLabels['intent.beginEnrolment']}”，`,
    `再按“${enrolLabels['intent.deleteEnrolment']}”。`,
    '也可请工作人员帮您。',
  ],
  signedBelow: '您签的字：',
  signed: '您签字确认了登记。',
  key: '您按键确认了登记。',
} as const;

/** The guide (认证手册), torn off and carried until next year. */
export const guideWords = {
  tear: '沿线撕开，随身带好。',
  title: '认证手册',
  next: '下次认证，看这一张。',
  dueOn: '最晚办理',
  nextDue: '下次办理，最晚到',
  until: '认证有效到',
  idCard: '带身份证',
  idCardNote: '要没过期的。',
  firstFinger: '先放这根。',
  otherFinger: '这根也行。',
  lay: '手指放平',
  layNote: '放进手指槽，不用按。',
  warm: '手凉，先搓热了再放。',
  still: '放好不动，等它说好。',
  face: '不方便放手指？',
  faceHow: '用人脸，一样能认证。',
  where: '来这里用',
  money: '认证不要钱和密码。',
  moneyAsked: '谁来要，都别给。',
} as const;

export const deletionWords = {
  result: '已经删除',
  deleted: '删掉了这些：',
  all: '您的登记，都删掉了。',
  enrolledOn: '登记日期',
  gone: '删掉了，找不回来了。',
  goesOn: ['人脸认证，照常能用。', '身份证、社保卡照常用。'],
  again: '想用手指，可再登记。',
  record: '登记、删除都有记录。',
} as const;

/** The visit ended before anything was enrolled or deleted. */
export const nothingEnrolledStory = {
  result: '登记还没办',
  lines: ['今天没有办登记。', '以前登记过的，照样能用。', '想登记，再来这里办。'],
} as const;
