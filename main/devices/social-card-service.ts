import { transportErrors } from '../../drivers/kit/errors.ts';
import { pcscErrors } from '../../drivers/kit/pcsc/errors.ts';
import { failure } from '../../drivers/kit/result.ts';
import type { HsmReply, SocialCardReader } from '../../drivers/social-card/reader.ts';
import { fail, ok, type Result } from '../contract/failure.ts';
import type { ReadSocialCard, SocialReadStep } from './drivers-api.ts';

/** Gives the digits of an entered password, which the caller overwrites. */
export type PinBytes = (handleId: string, signal: AbortSignal) => Promise<Result<Uint8Array>>;

/** How long the core may take to answer a card's challenge; the driver has its own, shorter one. */
const ANSWER_LIMIT_MS = 60_000;

/** A read that waits for the core's answer, or is done. */
interface RunningRead {
  readonly id: number;
  readonly stop: AbortController;
  /** The next thing to tell the core. */
  next(): Promise<Result<SocialReadStep>>;
  answer(reply: Result<HsmReply>): void;
}

/**
 * The social-card reader as the drivers worker offers it. Operations queue instead of failing as busy, and a read that
 * needs the authority stops half-way: its challenge goes out as an answer, and the read goes on with the next call.
 */
export function socialCardService(reader: SocialCardReader | null, pinBytes: PinBytes, initialPin: string) {
  let last: Promise<unknown> = Promise.resolve();
  let running: RunningRead | null = null;
  let reads = 0;
  const none = (): Promise<Result<never>> =>
    Promise.resolve(fail(failure(pcscErrors, 'E2501', 'none is configured')));
  const inTurn = <T>(signal: AbortSignal, work: () => Promise<Result<T>>): Promise<Result<T>> => {
    // A read whose answer never came must not hold up what comes after it.
    running?.stop.abort();
    const turn = async (): Promise<Result<T>> =>
      signal.aborted ? fail(failure(transportErrors, 'E1008', 'in the queue')) : work();
    const mine = last.then(turn, turn);
    last = mine.catch(() => undefined);
    return mine;
  };

  const begin = (from: SocialCardReader): RunningRead => {
    reads += 1;
    const id = reads;
    const stop = new AbortController();
    let tell: (step: Result<SocialReadStep>) => void = () => undefined;
    let step = new Promise<Result<SocialReadStep>>((resolve) => (tell = resolve));
    let answer: (reply: Result<HsmReply>) => void = () => undefined;
    const limit = setTimeout(() => stop.abort(), ANSWER_LIMIT_MS * 2);
    const read = from
      .read({
        signal: stop.signal,
        askHsm: (challenge) =>
          new Promise((resolve) => {
            answer = (reply) => {
              step = new Promise((next) => (tell = next));
              resolve(reply);
            };
            tell(
              ok({
                kind: 'challenge',
                readId: id,
                challenge: { ...challenge, randoms: [...challenge.randoms] },
              }),
            );
          }),
      })
      .then((outcome) => {
        clearTimeout(limit);
        if (running?.id === id) running = null;
        tell(outcome.ok ? ok({ kind: 'card', card: told(outcome.value) }) : outcome);
      });
    // The next operation waits until the chip has been given back.
    last = last.then(() => read);
    return { id, stop, next: () => step, answer: (reply) => answer(reply) };
  };
  const follow = async (read: RunningRead, signal: AbortSignal): Promise<Result<SocialReadStep>> => {
    const onAbort = (): void => read.stop.abort();
    signal.addEventListener('abort', onAbort, { once: true });
    if (signal.aborted) onAbort();
    const step = await read.next();
    signal.removeEventListener('abort', onAbort);
    return step;
  };

  return {
    waitForCard: (timeoutMs: number, signal: AbortSignal): Promise<Result<void>> =>
      reader ? inTurn(signal, () => reader.waitForCard({ timeoutMs, signal })) : none(),
    waitForRemoval: (timeoutMs: number, signal: AbortSignal): Promise<Result<void>> =>
      reader
        ? inTurn(signal, () => reader.waitForRemoval({ timeoutMs, signal }))
        : Promise.resolve(ok(undefined)),
    /** Step 1. */
    read: async (signal: AbortSignal): Promise<Result<SocialReadStep>> => {
      if (!reader) return none();
      running?.stop.abort();
      await last.catch(() => undefined);
      if (signal.aborted) return fail(failure(transportErrors, 'E1008', 'in the queue'));
      running = begin(reader);
      return follow(running, signal);
    },
    /** Step 2: the authority's answer, or why there is none. E1008 when that read is not running any more. */
    readAnswer: async (
      readId: number,
      reply: Result<HsmReply>,
      signal: AbortSignal,
    ): Promise<Result<SocialReadStep>> => {
      const read = running;
      if (read?.id !== readId) return fail(failure(transportErrors, 'E1008', 'that read has ended'));
      read.answer(reply);
      return follow(read, signal);
    },
    /** From the initial password to the entered one, which comes no further than this process. */
    changePin: (handleId: string, signal: AbortSignal): Promise<Result<void>> =>
      reader
        ? inTurn(signal, async () => {
            const entered = await pinBytes(handleId, signal);
            if (!entered.ok) return entered;
            try {
              return await reader.changePin(new TextEncoder().encode(initialPin), entered.value, { signal });
            } finally {
              entered.value.fill(0);
            }
          })
        : none(),
    close: async (): Promise<void> => {
      running?.stop.abort();
      await reader?.close();
    },
  };
}

/** What the core needs of a card, and no more. */
function told(card: ReadSocialCard & Readonly<Record<string, unknown>>): ReadSocialCard {
  const { version, cardIdCode, cardNumber, idNumber, name, issuedOn, validTo, pan, authenticatedBy } = card;
  return {
    ...{ version, interface: card.interface, cardIdCode, cardNumber, idNumber, name },
    ...{ issuedOn, validTo, pan, authenticatedBy },
  };
}
