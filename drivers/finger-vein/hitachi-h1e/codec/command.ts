import { withCheck } from './template.ts';

/** Commands of the unit that the terminal uses; the table of docs/devices/finger-vein-scanner.md. */
const h1eCommands = {
  led: 0x11,
  info: 0x14,
  capture: 0x15,
  reset: 0x17,
  verifyWith: 0x19,
  security: 0x20,
  touchNotify: 0x28,
} as const;
export type H1eCommandName = keyof typeof h1eCommands;

export interface H1eRequest {
  readonly name: H1eCommandName;
  readonly command: number;
  readonly data: Uint8Array;
  /** Least and most bytes of data in a reply that says "done": replies name no command, and a late one must not pass for ours. */
  readonly reply: readonly [least: number, most: number];
}

const replies: Readonly<Record<H1eCommandName, readonly [number, number]>> = {
  led: [0, 0],
  info: [8, 64],
  capture: [541, 541],
  reset: [0, 0],
  verifyWith: [1, 4],
  security: [0, 0],
  touchNotify: [0, 0],
};

const request = (name: H1eCommandName, data: Iterable<number> = []): H1eRequest => ({
  name,
  command: h1eCommands[name],
  data: Uint8Array.from(data),
  reply: replies[name],
});

/** Option byte of a comparison with templates that are sent along. */
const WITH_TEMPLATES = 0x08;
const colours = { red: 1, green: 2, both: 3 } as const;

export const h1eRequests = {
  led: (colour: keyof typeof colours, on: boolean) => request('led', [colours[colour], on ? 1 : 0]),
  info: (which: 'firmware' | 'serial') => request('info', [which === 'firmware' ? 0 : 1]),
  /** Takes a picture of the finger and gives its template. */
  capture: () => request('capture'),
  /** Ends encryption and whatever runs. */
  reset: () => request('reset'),
  /** 1 (lenient) to 5 (strict). */
  security: (level: number) => request('security', [level]),
  touchNotify: (on: boolean) => request('touchNotify', [on ? 1 : 0]),
  /** Takes a picture and compares it with 1 to 6 templates of 536 bytes. */
  verifyWith: (templates: readonly Uint8Array[]) => {
    const data = Uint8Array.from([WITH_TEMPLATES, ...templates.flatMap((template) => [...template])]);
    return request('verifyWith', withCheck(h1eCommands.verifyWith, data));
  },
} as const;

/** Somebody (or RESET) broke the capture off. */
export const CANCELLED = 0x10;

/** Version or serial number: visible ASCII. */
export const textIn = (data: Uint8Array): string =>
  Buffer.from(data)
    .toString('latin1')
    .replace(/\0.*$/s, '')
    .replace(/[^\x20-\x7e]/g, '')
    .trim();
