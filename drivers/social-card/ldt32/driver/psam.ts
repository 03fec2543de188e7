import type { CardSlot } from '../../../kit/pcsc/channel.ts';
import { err, failure, ok, type Result } from '../../../kit/result.ts';
import type { TraceSink } from '../../../kit/trace.ts';
import { socialCardErrors } from '../../errors.ts';
import type { HsmQuestion, HsmReply } from '../../reader.ts';
import { hexOf } from '../codec/values.ts';
import { type ChipSession, demand } from './chip-session.ts';
import type { Ldt32Limits } from './limits.ts';

/** P1 of 80 1A: which key is made for the card. P2: its version, which follows the algorithm. */
const usage = { internal: 0x01, external: 0x02 } as const;
const keyVersion: Readonly<Record<string, number>> = { '3DES': 0x01, SM4: 0x03 };

/**
 * The terminal's security module in a reader of its own (PBOC style): 80 1A makes the key of one card from its serial
 * number, 80 FA encrypts with it. The keys never leave it.
 */
export class PsamModule {
  readonly #slot: CardSlot;
  readonly #limits: Ldt32Limits;
  readonly #trace: TraceSink;

  constructor(slot: CardSlot, limits: Ldt32Limits, trace: TraceSink) {
    this.#slot = slot;
    this.#limits = limits;
    this.#trace = trace;
  }

  get present(): boolean {
    return this.#slot.state === 'present';
  }

  /** Answers a card's challenges as the authority's HSM would. E2522 when the module refuses. */
  async answer(question: HsmQuestion, signal: AbortSignal | undefined): Promise<Result<HsmReply>> {
    const told = (message: string) => err(failure(socialCardErrors, 'E2522', message));
    const channel = await this.#slot.connect({ limitMs: this.#limits.psam, signal });
    if (!channel.ok) return channel.error.code === 'E1008' ? channel : told(channel.error.message);
    const session: ChipSession = {
      channel: channel.value,
      limits: this.#limits,
      trace: this.#trace,
      device: this.#slot.name,
      signal,
    };
    const random = question.randoms.map((hex) => Buffer.from(hex, 'hex'));
    try {
      const internal = await this.#encrypt(session, 'internal', question, Buffer.concat(random.slice(0, 2)));
      if (!internal.ok) return internal.error.code === 'E1008' ? internal : told(internal.error.message);
      const [, , third, fourth] = random;
      if (!third || !fourth) return ok({ internal: hexOf(internal.value), external: '' });
      const whole = await this.#encrypt(session, 'external', question, Buffer.concat([fourth, third]));
      if (!whole.ok) return whole.error.code === 'E1008' ? whole : told(whole.error.message);
      const external = hexOf(whole.value.subarray(0, 8)) + hexOf(third);
      return ok({ internal: hexOf(internal.value), external });
    } finally {
      await channel.value.disconnect();
    }
  }

  async #encrypt(
    session: ChipSession,
    what: keyof typeof usage,
    { algorithm, cardIdCode }: HsmQuestion,
    data: Uint8Array,
  ): Promise<Result<Uint8Array>> {
    const made = await demand(
      session,
      {
        ...{ name: 'INIT FOR DESCRYPT', cla: 0x80, ins: 0x1a, p1: usage[what] },
        p2: keyVersion[algorithm] ?? 0x01,
        data: Buffer.from(cardIdCode.slice(-16), 'hex'),
      },
      'compute',
    );
    if (!made.ok) return made;
    return demand(
      session,
      { name: 'DES CRYPT', cla: 0x80, ins: 0xfa, p1: 0x00, p2: 0x00, data, le: 16 },
      'compute',
    );
  }
}
