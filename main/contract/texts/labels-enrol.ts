/** Labels of the finger vein (指静脉): verifying, enrolling, deleting; part of labels.ts. */
export const enrolLabels = {
  'business.enrol': '登记指静脉',
  'badge.scannerSimulated': '模拟手指槽',

  'trail.finger': '放手指',
  'trail.fingers': '登手指',

  'intent.beginEnrolment': '登记指静脉',
  'intent.agreeFingersOnly': '只登记手指',
  'intent.anotherFinger': '换一根手指',
  'intent.deleteEnrolment': '删掉登记',
  'anotherWay.face': '改用刷脸',
  'continue.enrolStanding.none': '好，开始登记',
  'continue.enrolStanding.enrolled': '重新登记',
  'agree.enrolConsent': '登记手指和脸',
  'agree.deleteConfirm': '都删掉',
  'agree.alsoCertify': '好，一起办',
  'decline.enrolConsent': '不登记',
  'decline.deleteConfirm': '留着不删',

  'next.vein': '坐着就好，不用看镜头。',
  'next.enrolStanding': '坐着就行，一步一步来。',
  'next.enrolFinger.1': '登记好这根，再登记一根。',
  'next.enrolFinger.2': '这是最后一根手指。',
  'next.alsoCertify': '不用再看镜头，也不用再放。',

  'vein.anyOf': '可以用',
  'enrol.for': '登记了',
  'delete.for': '要删掉',
  'captures.count': '放好{n}次，共{of}次',

  'finger.rightIndex': '右手食指',
  'finger.rightMiddle': '右手中指',
  'finger.leftIndex': '左手食指',
  'finger.leftMiddle': '左手中指',
  'finger.face': '脸',
  'fact.enrolledOn': '登记日期',

  'item.certification': '养老认证',
  'item.enrolled': '登记好了',
  'item.state.also.refused': '工作人员帮您看',
} as const satisfies Record<string, string>;
