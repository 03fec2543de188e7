import { models } from './models.ts';
import { EscposSimulator } from './escpos-simulator.ts';

export interface PrinterSimulationOptions {
  readonly outDir: string;
  readonly profile: string;
  readonly print: (line: string) => void;
  /** Ends it; without one, SIGINT and SIGTERM do. */
  readonly signal?: AbortSignal;
}

/**
 * `yinling simulate printer`: serves a pty until it is stopped. Prints `{"ok":true,"port":...}` when it is ready and one
 * line per slip; somebody "takes" each slip after two seconds. An unknown profile is a told failure.
 */
export async function runPrinterSimulation(
  options: PrinterSimulationOptions,
): Promise<
  { ok: true; slips: number } | { ok: false; error: { code: string; action: string; message: string } }
> {
  if (!Object.hasOwn(models, options.profile))
    return {
      ok: false,
      error: {
        code: 'E4016',
        action: 'configuration',
        message: `there is no simulated printer of this name; known: ${Object.keys(models).join(', ')}`,
      },
    };
  const simulator = new EscposSimulator({
    profile: options.profile,
    outDir: options.outDir,
    takeAfterMs: 2000,
  });
  simulator.onSlip(() => {
    const name = `slip-${String(simulator.slips.length).padStart(3, '0')}.png`;
    options.print(JSON.stringify({ slip: name }));
  });
  const port = await simulator.start();
  options.print(JSON.stringify({ ok: true, port, profile: options.profile, outDir: options.outDir }));
  await stopAsked(options.signal);
  await simulator.stop();
  return { ok: true, slips: simulator.slips.length };
}

function stopAsked(signal?: AbortSignal): Promise<void> {
  if (signal?.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    // A listener of a signal alone does not keep the process alive; the open pty does.
    if (signal) signal.addEventListener('abort', () => resolve(), { once: true });
    else for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => resolve());
  });
}
