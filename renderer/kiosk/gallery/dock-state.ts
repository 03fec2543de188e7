import type { DockState } from '../../../main/contract/dock.ts';

/** A dock with something in every section. */
export const dockState: DockState = {
  cards: [
    { id: 'due', label: '欧阳秀兰', note: '86岁 · 该认证' },
    { id: 'match', label: '王建国', note: '72岁 · 数据比对已认证' },
    { id: 'suspended', label: '李桂英', note: '94岁 · 已停发' },
    { id: 'expired', label: '赵德福', note: '80岁 · 证件过期' },
  ],
  placedCardId: 'due',
  cardFaults: ['unreadable', 'slow', 'garbage'],
  cardFault: null,
  readerPlugged: true,
  cameraSources: [
    { id: 'portrait', label: '本人' },
    { id: 'other', label: '别人' },
  ],
  cameraSource: 'portrait',
  cameraFaults: ['black', 'frozen'],
  cameraFault: null,
  cameraPlugged: true,
  printerFaults: ['paperOut', 'nearEnd', 'jam', 'coverOpen', 'cutter'],
  printerFault: 'nearEnd',
  printerPlugged: true,
  slipInMouth: true,
  slips: [],
  socialCards: [
    { id: 'sc-third', label: '欧阳秀兰', note: '三代卡 · 未激活' },
    { id: 'sc-sealed', label: '王建国', note: '二代卡 · 封存' },
    { id: 'sc-half', label: '李桂英', note: '三代卡 · 社保已激活' },
  ],
  placedSocialCardId: 'sc-third',
  socialCardFaults: ['没有反应', '读时拔出', '记录不完整'],
  socialCardFault: null,
  socialReaderPlugged: true,
  psamPresent: true,
  pinPadFaults: ['没有回答', '密钥丢失'],
  pinPadFault: null,
  pinPadPlugged: true,
  bank: 'normal',
  authority: 'normal',
  workers: [
    { name: 'drivers', state: 'online', restarts: 0 },
    { name: 'vision', state: 'online', restarts: 1 },
  ],
};
