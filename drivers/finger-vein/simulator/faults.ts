import { z } from 'zod';

const byte = z.int().min(0).max(255);
const when = {
  /** Only for commands of these names (a simulator's table); without it for every one. */
  on: z.union([z.string().min(1), z.array(z.string().min(1))]).optional(),
  /** How many times; without it until `clearFaults()`. */
  times: z.int().min(1).optional(),
};

/** What can go wrong at the scanner's end of the wire. */
export const simulatedFaultSchema = z.discriminatedUnion('fault', [
  /** Answers this error instead. */
  z.strictObject({ fault: z.literal('error'), code: byte, ...when }),
  /** The sum of the answer (or of its block) does not fit. */
  z.strictObject({ fault: z.literal('wrongSum'), ...when }),
  /** Bytes that belong to nothing, before the answer. */
  z.strictObject({ fault: z.literal('stray'), bytes: z.array(byte).default([0x00]), ...when }),
  /** One byte at a time. */
  z.strictObject({ fault: z.literal('dribble'), ...when }),
  z.strictObject({ fault: z.literal('slow'), ms: z.number().min(0).max(60_000), ...when }),
  z.strictObject({ fault: z.literal('mute'), ...when }),
  /** Half the answer, then silence. */
  z.strictObject({ fault: z.literal('cutShort'), ...when }),
  /** The cable is pulled out instead of an answer. */
  z.strictObject({ fault: z.literal('unplug'), ...when }),
]);
export type SimulatedFault = z.input<typeof simulatedFaultSchema>;
type ActiveFault = z.output<typeof simulatedFaultSchema>;
type Named<K> = Extract<ActiveFault, { fault: K }>;

/** The faults that strike one answer. */
export interface Struck {
  named<K extends ActiveFault['fault']>(kind: K): Named<K> | undefined;
}

/** The faults in force, in the order in which they were injected. */
export class FaultList {
  #faults: { readonly fault: ActiveFault; left: number }[] = [];

  inject(fault: SimulatedFault): void {
    const parsed = simulatedFaultSchema.parse(fault);
    this.#faults.push({ fault: parsed, left: parsed.times ?? Number.POSITIVE_INFINITY });
  }

  clear(): void {
    this.#faults = [];
  }

  /** The faults that strike this command's answer; each of them is used up by one. */
  strike(operation: string): Struck {
    const struck = this.#faults.filter(
      ({ fault }) => fault.on === undefined || [fault.on].flat().includes(operation),
    );
    for (const entry of struck) entry.left -= 1;
    this.#faults = this.#faults.filter((entry) => entry.left > 0);
    return {
      named: <K extends ActiveFault['fault']>(kind: K) =>
        struck.map(({ fault }) => fault).find((fault): fault is Named<K> => fault.fault === kind),
    };
  }
}
