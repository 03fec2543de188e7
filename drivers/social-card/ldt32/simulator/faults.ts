import { z } from 'zod';

/** Commands a fault can be tied to. */
export const chipOperations = [
  'select',
  'readRecord',
  'readBinary',
  'challenge',
  'internalAuth',
  'externalAuth',
  'verify',
  'changePin',
  'processingOptions',
  'psam',
  'other',
] as const;
export type ChipOperation = (typeof chipOperations)[number];

const when = {
  /** Only for these commands; without it for every one. */
  on: z.union([z.enum(chipOperations), z.array(z.enum(chipOperations))]).optional(),
  /** So many of them pass before it strikes. */
  after: z.int().min(0).default(0),
  /** How many times; without it until `clearFaults`. */
  times: z.int().min(1).optional(),
};

/** What can go wrong at the chip's end. */
export const chipFaultSchema = z.discriminatedUnion('fault', [
  /** Pulled out while the command runs; `done`: the chip had carried it out by then. */
  z.strictObject({ fault: z.literal('remove'), done: z.boolean().default(false), ...when }),
  z.strictObject({ fault: z.literal('mute'), ...when }),
  z.strictObject({ fault: z.literal('slow'), ms: z.number().min(0).max(60_000), ...when }),
  /** The first byte of a record, which is its tag, is another. */
  z.strictObject({ fault: z.literal('wrongTag'), ...when }),
  /** Half a record. */
  z.strictObject({ fault: z.literal('shortRecord'), ...when }),
  z.strictObject({ fault: z.literal('statusWord'), sw: z.int().min(0).max(0xffff), ...when }),
  /** The card comes loose for a moment: what was selected is forgotten, the command fails. */
  z.strictObject({ fault: z.literal('loose'), ...when }),
]);
export type ChipFault = z.input<typeof chipFaultSchema>;
type ActiveFault = z.output<typeof chipFaultSchema>;

/** The faults in force, in the order in which they were injected. */
export class ChipFaults {
  #faults: { readonly fault: ActiveFault; pass: number; left: number }[] = [];

  inject(fault: ChipFault): void {
    const parsed = chipFaultSchema.parse(fault);
    this.#faults.push({ fault: parsed, pass: parsed.after, left: parsed.times ?? Number.POSITIVE_INFINITY });
  }

  clear(): void {
    this.#faults = [];
  }

  /** The faults that strike this command; each of them is used up by one. */
  strike(operation: ChipOperation): ActiveFault[] {
    const struck = this.#faults.filter((entry) => {
      const on = entry.fault.on === undefined ? null : [entry.fault.on].flat();
      if (on !== null && !on.includes(operation)) return false;
      if (entry.pass === 0) return true;
      entry.pass -= 1;
      return false;
    });
    for (const entry of struck) entry.left -= 1;
    this.#faults = this.#faults.filter((entry) => entry.left > 0);
    return struck.map(({ fault }) => fault);
  }
}
