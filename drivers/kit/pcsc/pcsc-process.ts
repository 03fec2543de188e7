import type { CardInterface, ContextInterface, ReaderInterface } from 'smartcard';
import { type PcscCode, type PcscReply, type PcscRequest, pcscRequestSchema } from './pcsc-messages.ts';

/**
 * Child process around the PC/SC binding. Alone, because some of its calls wait as long as the reader likes and cannot be
 * called off: here that stops nothing else, and a process can be killed. Speaks pcsc-messages.ts over the process channel.
 */

/** Longest wait for a change of any reader; the service may also have gone meanwhile. */
const WATCH_MS = 1000;
const SERVICE_RETRY_MS = 300;
const NEW_READERS = '\\\\?PnP?\\Notification';

type Binding = typeof import('smartcard');
interface Held {
  readonly context: ContextInterface;
  readonly card: CardInterface;
  readonly reader: string;
  /** How often a card had come or gone in that reader. */
  readonly events: number;
}
const cards = new Map<number, Held>();
/** The card that was given back last in each reader, by `events`. */
const left = new Map<string, number>();
let lastCard = 0;

const reply = (message: PcscReply): void => void process.send?.(message);
const textOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).slice(0, 300);
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** The binding tells a PC/SC code only by these words of its table; every other is E2508. */
const codes: Readonly<Record<string, PcscCode>> = {
  'PC/SC service not running': 'E2502',
  'PC/SC service stopped': 'E2502',
  'Communication error': 'E2502',
  'Unknown reader': 'E2501',
  'Reader unavailable': 'E2501',
  'No readers available': 'E2501',
  'Sharing violation': 'E2505',
  'No smart card present': 'E2506',
  'Card was removed': 'E2506',
  'Card was reset': 'E2506',
  'Transaction failed': 'E2507',
  'Card is unpowered': 'E2507',
  'Card is unresponsive': 'E2507',
  'Card is not supported': 'E2507',
  'Protocol mismatch': 'E2507',
  'Operation timed out': 'E2507',
};
const codeOf = (error: unknown): PcscCode => codes[textOf(error)] ?? 'E2508';

async function handle(binding: Binding, request: PcscRequest): Promise<void> {
  const { id } = request;
  try {
    if (request.op === 'connect') {
      const context = new binding.Context();
      try {
        const reader = context.listReaders().find(({ name }) => name === request.reader);
        if (!reader) {
          context.close();
          reply({ kind: 'failed', id, code: 'E2501', why: request.reader.slice(0, 200) });
          return;
        }
        const events = reader.state >>> 16;
        const card = await connect(binding, reader);
        // What an earlier operation has selected or proved does not hold for the next one. Not when it is given back: a reset
        // of a card that is being pulled out leaves pcscd blind for the next card, when that comes within its 0.4 s.
        if (left.get(reader.name) === events)
          await card.reconnect(binding.SCARD_SHARE_EXCLUSIVE, card.protocol, binding.SCARD_RESET_CARD);
        const atr = card.atr;
        lastCard += 1;
        cards.set(lastCard, { context, card, reader: reader.name, events });
        reply({
          ...{ kind: 'connected', id, card: lastCard, atr: new Uint8Array(atr ?? []) },
          protocol: card.protocol === binding.SCARD_PROTOCOL_T0 ? 'T=0' : 'T=1',
        });
      } catch (error) {
        context.close();
        throw error;
      }
    } else if (request.op === 'transmit') {
      const held = cards.get(request.card);
      if (!held) {
        reply({ kind: 'failed', id, code: 'E2506', why: 'given back' });
        return;
      }
      const sent = Buffer.from(request.apdu.buffer, request.apdu.byteOffset, request.apdu.byteLength);
      const answered = held.card.transmit(sent, { maxRecvLength: 258 });
      // The binding has copied it; a password does not stay here.
      sent.fill(0);
      reply({ kind: 'answer', id, bytes: new Uint8Array(await answered) });
    } else {
      const held = cards.get(request.card);
      cards.delete(request.card);
      if (held) left.set(held.reader, held.events);
      try {
        held?.card.disconnect(binding.SCARD_LEAVE_CARD);
      } finally {
        held?.context.close();
      }
      reply({ kind: 'done', id });
    }
  } catch (error) {
    reply({ kind: 'failed', id, code: codeOf(error), why: textOf(error) });
  }
}

/** Some dual-interface chips answer a reset with a T=1 that they do not speak. */
async function connect(binding: Binding, reader: ReaderInterface): Promise<CardInterface> {
  const { SCARD_PROTOCOL_T0: t0, SCARD_PROTOCOL_T1: t1, SCARD_SHARE_EXCLUSIVE: alone } = binding;
  return reader.connect(alone, t0 | t1).catch((error: unknown) => {
    if (!/unresponsive/i.test(textOf(error))) throw error;
    return reader.connect(alone, t0);
  });
}

/** Tells of every reader at each change, for ever; an absent service is asked for again. */
async function watch(binding: Binding): Promise<void> {
  let told = '';
  const tell = (news: Extract<PcscReply, { kind: 'readers' }>): void => {
    const text = JSON.stringify(news);
    if (text !== told) reply(news);
    told = text;
  };
  for (;;) {
    let context: ContextInterface | null = null;
    try {
      context = new binding.Context();
      for (;;) {
        const readers = context.listReaders();
        tell({
          kind: 'readers',
          trouble: null,
          readers: readers.map(({ name, state }) => ({
            name,
            present: (state & binding.SCARD_STATE_PRESENT) !== 0,
            mute: (state & binding.SCARD_STATE_MUTE) !== 0,
            events: state >>> 16,
          })),
        });
        const known = readers.map(({ name, state }) => ({
          name,
          state: state & ~binding.SCARD_STATE_CHANGED,
        }));
        const asked = [...known, { name: NEW_READERS, state: readers.length << 16 }];
        await context.waitForChange(asked as never, WATCH_MS);
      }
    } catch (error) {
      tell({ kind: 'readers', trouble: { code: codeOf(error), why: textOf(error) }, readers: [] });
    }
    context?.close();
    await pause(SERVICE_RETRY_MS);
  }
}

process.on('disconnect', () => process.exit(0));
const waiting: unknown[] = [];
let take = (message: unknown): void => void waiting.push(message);
process.on('message', (message) => take(message));
const binding = await import('smartcard').catch((error: unknown) => {
  reply({ kind: 'readers', trouble: { code: 'E2503', why: textOf(error) }, readers: [] });
  return null;
});
if (binding) {
  take = (message) => void handle(binding, pcscRequestSchema.parse(message));
  for (const message of waiting) take(message);
  void watch(binding);
} else {
  take = (message) => {
    const { id } = pcscRequestSchema.parse(message);
    reply({ kind: 'failed', id, code: 'E2503', why: 'not loaded' });
  };
  for (const message of waiting) take(message);
}
