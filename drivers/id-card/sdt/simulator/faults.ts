import { z } from 'zod';

/** Commands a fault can be tied to. */
export const operations = [
  'reset',
  'status',
  'samId',
  'find',
  'select',
  'read',
  'readFingerprint',
  'newAddress',
  'cardNumbers',
  'other',
] as const;
export type Operation = (typeof operations)[number];

const byte = z.int().min(0).max(255);
const when = {
  /** Only for these commands; without it for every one. */
  on: z.union([z.enum(operations), z.array(z.enum(operations))]).optional(),
  /** How many times; without it until `clearFaults()`. */
  times: z.int().min(1).optional(),
};

/** What can go wrong at the module's end of the wire. */
export const simulatedFaultSchema = z.discriminatedUnion('fault', [
  /** Answers this SW3 instead (0x80, 0x81, 0x31, 0x41, 0x60, 0x66 …). */
  z.strictObject({
    fault: z.literal('answer'),
    sw3: byte,
    sw1: byte.default(0),
    sw2: byte.default(0),
    ...when,
  }),
  z.strictObject({ fault: z.literal('badChecksum'), ...when }),
  /** Noise before the preamble. */
  z.strictObject({
    fault: z.literal('garbage'),
    bytes: z.array(byte).default([0x00, 0xff, 0xaa, 0x96]),
    ...when,
  }),
  /** One byte at a time, this far apart. */
  z.strictObject({ fault: z.literal('dribble'), everyMs: z.number().min(0).max(1000).default(0), ...when }),
  /** Waits before it answers. */
  z.strictObject({ fault: z.literal('slow'), ms: z.number().min(0).max(60_000), ...when }),
  z.strictObject({ fault: z.literal('mute'), ...when }),
  /** Half the answer, then silence. */
  z.strictObject({ fault: z.literal('cutShort'), ...when }),
  /** The card is lifted while the command runs: SW3 41, and the plate is empty. */
  z.strictObject({ fault: z.literal('cardLifted'), ...when }),
  /** The card moves for a moment and lies there again: SW3 41, and the next find sees it. */
  z.strictObject({ fault: z.literal('cardMoved'), ...when }),
  /** The cable is pulled out in the middle of the answer. */
  z.strictObject({ fault: z.literal('unplug'), ...when }),
]);
export type SimulatedFault = z.input<typeof simulatedFaultSchema>;
export type ActiveFault = z.output<typeof simulatedFaultSchema>;

/** The faults in force, in the order in which they were injected. */
export class FaultList {
  #faults: { fault: ActiveFault; left: number }[] = [];

  inject(fault: SimulatedFault): void {
    const parsed = simulatedFaultSchema.parse(fault);
    this.#faults.push({ fault: parsed, left: parsed.times ?? Number.POSITIVE_INFINITY });
  }

  clear(): void {
    this.#faults = [];
  }

  /** The faults that strike this command; each of them is used up by one. */
  strike(operation: Operation): ActiveFault[] {
    const struck = this.#faults.filter(({ fault }) => {
      const on = fault.on === undefined ? null : [fault.on].flat();
      return on === null || on.includes(operation);
    });
    for (const entry of struck) entry.left -= 1;
    this.#faults = this.#faults.filter((entry) => entry.left > 0);
    return struck.map((entry) => entry.fault);
  }
}
