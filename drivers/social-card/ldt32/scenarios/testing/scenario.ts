import { InProcessSlot } from '../../../../kit/pcsc/simulator/in-process-slot.ts';
import type { TraceEntry } from '../../../../kit/trace.ts';
import type { HsmQuestion, HsmReply, SocialReaderRetry } from '../../../reader.ts';
import { Ldt32Reader, type Ldt32ReaderOptions } from '../../driver/ldt32-reader.ts';
import { PsamChip } from '../../simulator/psam-chip.ts';
import type { SimulatedSocialCard } from '../../simulator/simulated-card.ts';
import { SocialCardChip } from '../../simulator/social-card-chip.ts';
import {
  simulatedExternal,
  simulatedInternal,
} from '../../../../../fixtures/social-cards/simulated-security.ts';

export const testCard = {
  version: '2.00',
  cardIdCode: '999900D15600000500BF000000194966',
  cardNumber: 'X00000019',
  chipName: '测试员',
  chipIdNumber: '999900195103120022',
  issuedOn: '2026-09-01',
  validTo: '2036-09-01',
  pan: '6299990000000000195',
} as const satisfies SimulatedSocialCard;

/** One slot, one reader and what it tells, without PC/SC. */
export function scenario(options: Partial<Ldt32ReaderOptions> & { readonly psam?: boolean } = {}) {
  const slot = new InProcessSlot('SSC');
  const psamSlot = new InProcessSlot('PSAM');
  if (options.psam) psamSlot.insert(new PsamChip());
  const trace: TraceEntry[] = [];
  const reader = new Ldt32Reader({
    slot,
    psamSlot,
    limits: { command: 300, compute: 300, changePin: 500 },
    trace: (entry) => trace.push(entry),
    ...options,
  });
  const retries: SocialReaderRetry[] = [];
  reader.onRetry((retry) => retries.push(retry));
  const insert = (card: Partial<SimulatedSocialCard> = {}): SocialCardChip => {
    const chip = new SocialCardChip({ ...testCard, ...card });
    slot.insert(chip);
    return chip;
  };
  return { slot, psamSlot, reader, retries, trace, insert };
}

/** The authority's HSM, as the simulated keys have it. */
export async function simulatedHsm(question: HsmQuestion): Promise<{ ok: true; value: HsmReply }> {
  const algorithm = question.algorithm as '3DES' | 'SM4';
  const [one = '', two = '', three, four] = question.randoms;
  return {
    ok: true,
    value: {
      internal: simulatedInternal(algorithm, question.cardIdCode, one, two),
      external:
        three !== undefined && four !== undefined
          ? simulatedExternal(algorithm, question.cardIdCode, three, four)
          : '',
    },
  };
}

export const pin = (digits: string): Uint8Array => new TextEncoder().encode(digits);
