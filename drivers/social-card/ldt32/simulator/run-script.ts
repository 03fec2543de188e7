import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { socialCards } from '../../../../fixtures/social-cards/cards.ts';
import { pause } from '../../../kit/pause.ts';
import { VpcdCard } from '../../../kit/pcsc/simulator/vpcd-card.ts';
import { ChipFaults, chipFaultSchema, chipOperations } from './faults.ts';
import { PsamChip } from './psam-chip.ts';
import { simulatedSocialCardSchema } from './simulated-card.ts';
import { SocialCardChip } from './social-card-chip.ts';

/** Not before the next such command has been answered. */
const when = { after: z.enum(chipOperations).optional() };
const cardId = z.string().refine((id) => socialCards.some((card) => card.id === id), 'no such card');

/** What is done with the card, one step after the other. */
const socialCardScriptSchema = z.array(
  z.union([
    /** A card of fixtures/social-cards, or one of the script's own. */
    z.strictObject({ do: z.literal('insert'), id: cardId, ...when }),
    z.strictObject({ do: z.literal('insert'), card: simulatedSocialCardSchema, ...when }),
    z.strictObject({ do: z.literal('insertPsam'), ...when }),
    z.strictObject({ do: z.enum(['remove', 'clearFaults', 'repeat']), ...when }),
    z.strictObject({ do: z.literal('fault'), fault: chipFaultSchema, ...when }),
    z.strictObject({ do: z.literal('wait'), ms: z.number().min(0).max(86_400_000), ...when }),
  ]),
);
type ScriptStep = z.infer<typeof socialCardScriptSchema>[number];

interface SocialCardSimulationOptions {
  /** Where a vpcd listens. */
  readonly host: string;
  readonly port: number;
  readonly steps: readonly ScriptStep[];
  /** Takes one line of JSON at a time, first `{"vpcd":"host:port"}`. */
  readonly print: (line: string) => void;
  readonly signal: AbortSignal;
}

/** The steps of a script file. Rejects when it is not readable or not valid. */
export const loadSocialCardScript = async (file: string): Promise<ScriptStep[]> =>
  socialCardScriptSchema.parse(JSON.parse(await readFile(file, 'utf8')));

/** The steps of one card that is inserted and stays. Throws a `ZodError` when there is none of that id. */
export const socialCardSteps = (id: string): ScriptStep[] =>
  socialCardScriptSchema.parse([id === 'psam' ? { do: 'insertPsam' } : { do: 'insert', id }]);

/** Serves a simulated card to a vpcd until it is told to end; dials again for as long as nobody listens. */
export async function runSocialCardSimulation(options: SocialCardSimulationOptions): Promise<void> {
  const { host, port, steps, print, signal } = options;
  print(JSON.stringify({ vpcd: `${host}:${port}` }));
  const card = new VpcdCard({ host, port }, (inserted) => print(JSON.stringify({ inserted })));
  const faults = new ChipFaults();
  const waiting = new Set<(operation: string) => void>();
  const insert = (chip: SocialCardChip | PsamChip): void => {
    chip.onEvent(({ operation, sw }) => {
      print(JSON.stringify({ operation, sw: sw?.toString(16).padStart(4, '0') ?? null }));
      for (const tell of [...waiting]) tell(operation);
    });
    card.insert(chip);
  };
  const answered = (operation: string): Promise<void> =>
    new Promise((resolve) => {
      const done = (): void => {
        waiting.delete(tell);
        signal.removeEventListener('abort', done);
        resolve();
      };
      const tell = (said: string): void => {
        if (said === operation) done();
      };
      waiting.add(tell);
      signal.addEventListener('abort', done, { once: true });
    });
  try {
    for (let index = 0; index < steps.length && !signal.aborted; index += 1) {
      const step = steps[index] as ScriptStep;
      if (step.after) await answered(step.after);
      if (signal.aborted) break;
      if (step.do === 'insert') {
        const what = 'id' in step ? socialCards.find(({ id }) => id === step.id) : step.card;
        if (what) insert(new SocialCardChip(what, faults));
      } else if (step.do === 'insertPsam') insert(new PsamChip(faults));
      else if (step.do === 'remove') card.remove();
      else if (step.do === 'fault') faults.inject(step.fault);
      else if (step.do === 'clearFaults') faults.clear();
      else if (step.do === 'wait') await pause(step.ms, signal);
      else {
        // At least one turn of the event loop, or a script of nothing but this step would stop the process.
        await pause(1, signal);
        index = -1;
      }
    }
    if (!signal.aborted)
      await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
  } finally {
    card.remove();
  }
}
