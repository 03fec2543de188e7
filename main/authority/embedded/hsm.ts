import type { SimulatedAlgorithm } from '../../../fixtures/social-cards/keys.ts';
import { simulatedExternal, simulatedInternal } from '../../../fixtures/social-cards/simulated-security.ts';
import type { CardRequest } from '../cards/wire.ts';

type Challenge = Extract<CardRequest, { type: 'answerChallenge' }>;

/** By name, or by the byte of the card's FCI (9F0C) that a driver may hand on as it is. */
const algorithms: Readonly<Record<string, SimulatedAlgorithm>> = {
  '3DES': '3DES',
  '01': '3DES',
  SM4: 'SM4',
  '03': 'SM4',
};
/** The simulated module holds the keys of the invented region alone. */
const REGION = '999900';

/** The simulated security module's answer to a card's challenges, or null where it has no key for this card. */
export function hsmAnswer({ algorithm, cardIdCode, randoms }: Challenge): {
  readonly internal: string;
  readonly external: string;
} | null {
  const known = Object.hasOwn(algorithms, algorithm) ? algorithms[algorithm] : undefined;
  if (known === undefined || !cardIdCode.startsWith(REGION)) return null;
  const [rand1, rand2, rand3, rand4] = randoms;
  return {
    internal: simulatedInternal(known, cardIdCode, rand1, rand2),
    external:
      rand3 === undefined || rand4 === undefined ? '' : simulatedExternal(known, cardIdCode, rand3, rand4),
  };
}
