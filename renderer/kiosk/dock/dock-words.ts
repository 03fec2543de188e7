import type { DockState, FingerPose } from '../../../main/contract/dock.ts';

/** What whoever works the simulation reads; seniors never see it, so these may be shorter and more technical. */
export const dockWords = {
  tab: '模拟设备',
  title: '模拟设备：只用于演示和测试',
  card: '身份证',
  remove: '拿走证件',
  personStays: '换证时，镜头前的人不换（代办）',
  reader: '读卡器',
  socialCard: '社保卡',
  removeSocialCard: '拿走社保卡',
  socialReader: '社保卡读卡器',
  psam: '安全卡（PSAM）',
  psamIn: '已插',
  psamOut: '未插',
  pinPad: '密码键盘',
  pinPadKeys: '按键',
  padLegends: { C: '清除', E: '退格', '#': '确认' },
  fingerVein: '指静脉（模拟）',
  fingerObliges: '仪器要手指时，自动放上、抬起',
  fingerLies: '手指放着',
  noFinger: '没有放手指',
  bank: '银行端',
  camera: '摄像头',
  printer: '凭条打印机',
  slips: '打出的凭条',
  noSlips: '还没有凭条',
  takeSlip: '取走凭条',
  retracted: '已收回',
  authority: '社保端',
  workers: '后台进程',
  kill: '强行结束',
  plugged: '已插好',
  unplugged: '已拔掉',
  plug: '插上',
  unplug: '拔掉',
  fault: '故障',
  none: '正常',
  close: '收起',
  enlarge: '放大看凭条',
} as const;

/** How the simulated finger lies. */
export const poseWords: Record<FingerPose, string> = {
  good: '放好',
  high: '抬得高',
  flat: '压得平',
  rotated: '放歪',
  cold: '手凉',
};

/** How the other side (authority, bank) answers. */
export const hostWords: Record<DockState['authority'], string> = {
  normal: '正常',
  away: '断开',
  slow: '很慢',
  lostAnswer: '丢失回信',
};

/** Faults have technical ids; those that are known get a Chinese name, others are shown as they are. */
const faultNames: Readonly<Record<string, string>> = {
  unreadable: '读不出',
  slow: '很慢',
  garbage: '乱码',
  silent: '没反应',
  wrongChecksum: '校验不对',
  moved: '挪动',
  black: '黑画面',
  dark: '太暗',
  overexposed: '太亮',
  frozen: '画面停住',
  paperOut: '没纸',
  nearEnd: '纸快没了',
  paperNearEnd: '纸快没了',
  jam: '卡纸',
  coverOpen: '盖子开着',
  cutter: '切刀',
  notTaken: '没人取',
};
export const faultWords = (fault: string): string => faultNames[fault] ?? fault;
