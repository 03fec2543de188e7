/** Commands of the XG protocol that the terminal uses; the table of docs/devices/finger-vein-scanner.md. */
export const xgCommands = {
  connect: 0x01,
  close: 0x02,
  systemInfo: 0x03,
  setTimeout: 0x08,
  setPassword: 0x0a,
  serialNumber: 0x0f,
  fingerStatus: 0x10,
  clear: 0x11,
  enrolInfo: 0x14,
  enrol: 0x16,
  verify: 0x17,
  cancel: 0x19,
  readData: 0x20,
  writeData: 0x21,
  readEnrol: 0x22,
  writeEnrol: 0x23,
  veinImage: 0x24,
  feature: 0x28,
} as const;
export type XgCommandName = keyof typeof xgCommands;

export interface XgRequest {
  readonly name: XgCommandName;
  readonly command: number;
  readonly data: Uint8Array;
  /** A block that follows the frame at once. */
  readonly block?: Uint8Array;
  /** The answer is a block of so many bytes and not a frame. */
  readonly answerBlock?: number;
  /** Waits for a finger and tells steps before the answer. */
  readonly streams: boolean;
}

const streaming = new Set<XgCommandName>(['enrol', 'verify', 'feature']);
const u32 = (value: number): number[] => [0, 8, 16, 24].map((shift) => (value >>> shift) & 0xff);
const request = (name: XgCommandName, data: Iterable<number> = []): XgRequest => ({
  name,
  command: xgCommands[name],
  data: Uint8Array.from(data),
  streams: streaming.has(name),
});

/** A module counts its password in 8 to 14 ASCII characters. */
export const isPassword = (text: string): boolean => /^[\x21-\x7e]{8,14}$/.test(text);

const range = (source: number, offset: number, size: number): number[] => [
  source,
  ...u32(offset),
  ...u32(size),
];

/** Enrolment gives up after so many bad layings of one step. */
const ENROL_RETRIES = 10;

export const xgRequests = {
  connect: (password: string) => request('connect', Buffer.from(password, 'latin1')),
  close: () => request('close'),
  systemInfo: () => request('systemInfo'),
  /** How long the module itself waits for a finger, 1 to 255 s. */
  setTimeout: (seconds: number) => request('setTimeout', [seconds]),
  setPassword: (password: string) => request('setPassword', Buffer.from(password, 'latin1')),
  serialNumber: () => request('serialNumber'),
  fingerStatus: () => request('fingerStatus'),
  clear: (id: number) => request('clear', u32(id)),
  enrolInfo: () => request('enrolInfo'),
  enrol: (id: number, captures: number) =>
    request('enrol', [...u32(id), 0, captures, 0, 0, 0, 0, ENROL_RETRIES, 0]),
  /** Against one id. */
  verify: (id: number) => request('verify', u32(id)),
  cancel: () => request('cancel'),
  /** A part of what the command `source` has laid ready. */
  readData: (source: XgCommandName, offset: number, size: number): XgRequest => ({
    ...request('readData', range(xgCommands[source], offset, size)),
    answerBlock: size,
  }),
  writeData: (source: XgCommandName, offset: number, block: Uint8Array): XgRequest => ({
    ...request('writeData', range(xgCommands[source], offset, block.length)),
    block,
  }),
  readEnrol: (id: number) => request('readEnrol', u32(id)),
  writeEnrol: (id: number, size: number) => request('writeEnrol', [...u32(id), ...u32(size)]),
  /** 'J' asks for JPEG; without it a module gives one byte a pixel. */
  veinImage: (jpeg: boolean) =>
    request('veinImage', [...new Uint8Array(8), jpeg ? 0x4a : 0, ...new Uint8Array(7)]),
  feature: () => request('feature'),
} as const;
