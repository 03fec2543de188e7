import { z } from 'zod';

/** Commands a fault can be tied to. */
const operations = [
  'linkTest',
  'identity',
  'reset',
  'keyCheck',
  'loadKey',
  'startEntry',
  'entryState',
  'cancelEntry',
  'forbidden',
  'checkForbidden',
  'compare',
  'pinBlock',
  'clearBytes',
  'forget',
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

/** What can go wrong at the pad's end of the wire. */
export const simulatedFaultSchema = z.discriminatedUnion('fault', [
  /** Answers this status instead. */
  z.strictObject({ fault: z.literal('answer'), status: byte, ...when }),
  z.strictObject({ fault: z.literal('wrongBcc'), ...when }),
  /** Noise before the answer. */
  z.strictObject({
    fault: z.literal('garbage'),
    bytes: z.array(byte).default([0x00, 0xff, 0x55, 0x31]),
    ...when,
  }),
  /** One byte at a time. */
  z.strictObject({ fault: z.literal('dribble'), ...when }),
  z.strictObject({ fault: z.literal('slow'), ms: z.number().min(0).max(60_000), ...when }),
  z.strictObject({ fault: z.literal('mute'), ...when }),
  /** Half the answer, then silence. */
  z.strictObject({ fault: z.literal('cutShort'), ...when }),
  /** The check value in the answer (and so the key) is another one. */
  z.strictObject({ fault: z.literal('wrongKcv'), ...when }),
  /** The keys in the pad have been erased (tamper, empty battery). */
  z.strictObject({ fault: z.literal('keysErased'), ...when }),
  /** Single bytes for keys do not arrive. */
  z.strictObject({ fault: z.literal('silentKeys') }),
  /** The cable is pulled out instead of an answer. */
  z.strictObject({ fault: z.literal('unplug'), ...when }),
]);
export type SimulatedFault = z.input<typeof simulatedFaultSchema>;
export type ActiveFault = z.output<typeof simulatedFaultSchema>;

/** The faults in force, in the order in which they were injected. */
export class FaultList {
  #faults: { readonly fault: ActiveFault; left: number }[] = [];

  inject(fault: SimulatedFault): void {
    const parsed = simulatedFaultSchema.parse(fault);
    const times = 'times' in parsed ? parsed.times : undefined;
    this.#faults.push({ fault: parsed, left: times ?? Number.POSITIVE_INFINITY });
  }

  clear(): void {
    this.#faults = [];
  }

  get keysAreSilent(): boolean {
    return this.#faults.some(({ fault }) => fault.fault === 'silentKeys');
  }

  /** The faults that strike this command; each of them is used up by one. */
  strike(operation: Operation): ActiveFault[] {
    const struck = this.#faults.filter(({ fault }) => {
      if (!('on' in fault) || fault.on === undefined) return fault.fault !== 'silentKeys';
      return [fault.on].flat().includes(operation);
    });
    for (const entry of struck) entry.left -= 1;
    this.#faults = this.#faults.filter((entry) => entry.left > 0);
    return struck.map((entry) => entry.fault);
  }
}
