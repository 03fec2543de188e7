import { err, ok, type Result } from '../../../kit/result.ts';
import type { ScannerEvent, VeinGuidance } from '../../scanner.ts';
import type { XgCommandName } from '../codec/command.ts';
import { failureOf } from '../codec/module-error.ts';
import type { ExchangeOptions, XgAnswer } from './xg-link.ts';

/** How a command that waits for a finger ended. */
export type Laying =
  | { readonly kind: 'done'; readonly data: Uint8Array }
  | { readonly kind: 'retry'; readonly guidance: VeinGuidance }
  /** A good finger, and not the one of the template. */
  | { readonly kind: 'other' };

interface LayingOptions {
  readonly name: XgCommandName;
  readonly onEvent?: ((event: ScannerEvent) => void) | undefined;
  /** How many times the finger is to be laid on. */
  readonly of?: number;
  /** For each laying. */
  readonly timeoutMs: number;
}

const [FAILED, NOT_SAME, FINGER_TIME_OUT, NOT_VERIFIED, NO_VEIN] = [0x01, 0x09, 0x0b, 0x0c, 0x11] as const;
/** What a bad laying looks like to the module, as guidance for the person. */
const guidances: Readonly<Record<number, VeinGuidance>> = {
  [FAILED]: 'liftAndLayAgain',
  [NOT_SAME]: 'otherFinger',
  [NO_VEIN]: 'cold',
};
/** Not worth asking the module again for less. */
const SHORT_MS = 500;

/**
 * Follows one command that waits for a finger, and tells its steps. A module waits as long as it was set to; when the person has
 * longer, and nothing was laid on yet, it is asked again. E2606, E2607 and what the command itself may end with.
 */
export async function layFinger(
  send: (step: Pick<ExchangeOptions, 'onStep' | 'stepMs'>) => Promise<Result<XgAnswer>>,
  { name, onEvent, of = 1, timeoutMs }: LayingOptions,
): Promise<Result<Laying>> {
  const until = performance.now() + timeoutMs;
  let step = 0;
  let detected = false;
  const onStep = (kind: 'putFinger' | 'liftFinger', told: number): void => {
    if (kind === 'putFinger') {
      // A module may ask again for the same laying, and only some count.
      const next = told > 0 ? told : detected || step === 0 ? step + 1 : step;
      if (next === step && !detected) return;
      step = Math.min(next, of);
      detected = false;
      onEvent?.({ kind: 'presentFinger', step, of });
      return;
    }
    onDetected();
    onEvent?.({ kind: 'removeFinger' });
  };
  const onDetected = (): void => {
    if (detected || step === 0) return;
    detected = true;
    onEvent?.({ kind: 'fingerDetected' });
  };
  for (;;) {
    const left = step <= 1 && !detected ? until - performance.now() : timeoutMs;
    const answer = await send({ onStep, stepMs: Math.max(SHORT_MS, Math.min(left, timeoutMs)) });
    if (!answer.ok) return answer;
    const { data, code } = answer.value;
    if (code === FINGER_TIME_OUT && step <= 1 && !detected && until - performance.now() > SHORT_MS) continue;
    if (code === null || code === NOT_VERIFIED || guidances[code]) onDetected();
    if (code === null) return ok({ kind: 'done', data });
    if (code === NOT_VERIFIED) return ok({ kind: 'other' });
    const guidance = guidances[code];
    return guidance ? ok({ kind: 'retry', guidance }) : err(failureOf(name, code));
  }
}
