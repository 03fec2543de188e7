import { afterEach, beforeEach } from 'vitest';
import { checkValue, encryptBlocks } from '../../../kit/ciphers/block-cipher.ts';
import { SerialTransport } from '../../../kit/serial-transport.ts';
import type { DeviceState } from '../../../kit/status.ts';
import type { TraceEntry } from '../../../kit/trace.ts';
import type { EnterOptions, PinKind, WrappedKey } from '../../pin-pad.ts';
import type { PinPadTimeouts } from '../../timeouts.ts';
import { SerialPinPad } from '../driver/serial-pin-pad.ts';
import { PinPadSimulator, type SimulatorEvent } from '../simulator/pin-pad-simulator.ts';

type Algorithm = 'SM4' | '3DES';

export const hex = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'hex'));
const masterKeyHex = '000102030405060708090a0b0c0d0e0f';
export const sessionKey = hex('0123456789abcdeffedcba9876543210');
export const pan = '9990001234567890123';

export const sessionKeyUnder = (algorithm: Algorithm): WrappedKey => ({
  keyId: 'K-1',
  algorithm,
  wrapped: encryptBlocks(algorithm, hex(masterKeyHex), sessionKey),
  kcv: checkValue(algorithm, sessionKey),
});

interface Scenario {
  readonly simulator: PinPadSimulator;
  readonly pad: SerialPinPad;
  /** Everything the driver traced. */
  readonly trace: TraceEntry[];
}

interface ScenarioOptions {
  readonly algorithm?: Algorithm;
  readonly masterKey?: boolean;
  readonly timeouts?: Partial<PinPadTimeouts>;
}

/** A simulated pad and our driver at the two ends of a real pty, new for each test, not opened yet. */
export function scenario({
  algorithm = 'SM4',
  masterKey = true,
  timeouts = {},
}: ScenarioOptions = {}): Scenario {
  const held = {} as { simulator: PinPadSimulator; pad: SerialPinPad; trace: TraceEntry[] };
  beforeEach(async () => {
    held.simulator = new PinPadSimulator({
      masterKey: masterKey ? { algorithm, keyHex: masterKeyHex } : null,
    });
    await held.simulator.start();
    held.trace = [];
    held.pad = new SerialPinPad({
      line: new SerialTransport(held.simulator.path, 9600),
      simulated: true,
      timeouts: { recover: 100, ...timeouts },
      trace: (entry) => held.trace.push(entry),
    });
  });
  afterEach(async () => {
    await held.pad.close();
    await held.simulator.stop();
  });
  return held;
}

/** Resolves when the simulator has dealt with such a request (and answered it so). */
export function served(
  simulator: PinPadSimulator,
  operation: SimulatorEvent['operation'],
  status?: number,
): Promise<void> {
  return new Promise((resolve) => {
    const stop = simulator.onEvent((event) => {
      if (event.operation !== operation || (status !== undefined && event.status !== status)) return;
      stop();
      resolve();
    });
  });
}

/** Resolves when the pad has that state; at once when it has it now. */
export function reached(pad: SerialPinPad, state: DeviceState): Promise<void> {
  if (pad.status().state === state) return Promise.resolve();
  return new Promise((resolve) => {
    const stop = pad.onStatus((status) => {
      if (status.state !== state) return;
      stop();
      resolve();
    });
  });
}

/** An entry that has begun on the pad: its end, and the counts told so far. */
export async function begun(
  { simulator, pad }: Pick<Scenario, 'simulator' | 'pad'>,
  options: Partial<EnterOptions> = {},
) {
  const counts: number[] = [];
  const heard = new Map<number, () => void>();
  const started = served(simulator, 'startEntry', 0x04);
  const end = pad.enter({
    kind: 'bankPin',
    ...options,
    onCount: (count) => {
      counts.push(count);
      heard.get(count)?.();
    },
  });
  await started;
  return {
    end,
    counts,
    /** Resolves when the driver has told so many digits. */
    counted: (count: number): Promise<void> =>
      counts.at(-1) === count ? Promise.resolve() : new Promise((resolve) => heard.set(count, resolve)),
  };
}

/** Types a whole password and confirms it. */
export async function entered(
  at: Pick<Scenario, 'simulator' | 'pad'>,
  digits: string,
  kind: PinKind = 'bankPin',
) {
  const { end } = await begun(at, { kind });
  at.simulator.press(`${digits}#`);
  const done = await end;
  if (!done.ok) throw new Error(`${done.error.code} ${done.error.message}`);
  return done.value;
}
