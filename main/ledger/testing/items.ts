import type { Verified } from '../../ports/authority.ts';
import type {
  BankActivationSubmission,
  HolderVerification,
  HomeVisitSubmission,
  ResumeTicket,
  SocialEnableSubmission,
} from '../../ports/card-authority.ts';
import type { CardPair } from '../../ports/ledger.ts';
import type { PinBlock } from '../../ports/pin-pad.ts';

/** An invented holder's cards and what an activation sends for her. */

export const cards: CardPair = { idNumber: '999900195103120021', cardNumber: 'X00000017' };
const name = '王桂芝';

export const verification: HolderVerification = {
  method: 'face',
  of: 'holder',
  similarity: 0.61,
  threshold: 0.4,
  liveness: 'live',
  reference: 'authority',
  models: [{ id: 'a', sha256: 'f'.repeat(64) }],
};

export const vein: Extract<Verified, { method: 'fingerVein' }> = {
  method: 'fingerVein',
  z: 7.2,
  threshold: 4.5,
  finger: 'rightIndex',
  algorithm: { id: 'maximum-curvature', version: 1 },
  scanner: { model: 'S-1', simulated: true },
  checks: [{ check: 'movement', result: 'passed', value: 0.4 }],
};

const submission = (key: string, visitId: string) => ({
  idempotencyKey: key,
  visitId,
  idNumber: cards.idNumber,
  name,
  terminalId: 'T-1',
  at: '2026-11-22T11:59:00+08:00',
});

export const socialOf = (key: string, visitId = `visit-${key}`): SocialEnableSubmission => ({
  ...submission(key, visitId),
  kind: 'socialEnable',
  cardNumber: cards.cardNumber,
  cardIdCode: '99990000D156000005000000000000AB',
  contact: { phone: '19900001234', guardianPhone: '19900005678' },
  verification,
  consent: 'signature',
  agent: {
    idNumber: '999900197506040038',
    name: '李长顺',
    reason: 'inHospital',
    relation: 'child',
    letterSha256: 'a'.repeat(64),
  },
});

export const bankOf = (key: string, visitId = `visit-${key}`): BankActivationSubmission => ({
  ...submission(key, visitId),
  kind: 'bankActivation',
  pan: '6200000000000000017',
  phone: '19900001234',
  verification,
  consent: 'signature',
});

export const homeVisitOf = (key: string, visitId = `visit-${key}`): HomeVisitSubmission => ({
  ...submission(key, visitId),
  kind: 'homeVisit',
  phone: '19900001234',
  reason: 'cannotWalk',
  business: 'activation',
});

/** What of these must be readable in no file. */
export const personal: readonly string[] = [
  cards.idNumber,
  cards.cardNumber,
  name,
  '99990000D156000005000000000000AB',
  '19900001234',
  '19900005678',
  '999900197506040038',
  '李长顺',
  '6200000000000000017',
];

export const pinBlockOf = (block: string): PinBlock => ({
  format: 4,
  algorithm: 'SM4',
  keyId: 'bank-session-1',
  kcv: 'A1B2C3',
  block,
});

export const ticketOf = (visitId: string, change: Partial<ResumeTicket> = {}): ResumeTicket => ({
  visitId,
  items: [
    { item: 'social', outcome: { state: 'todo' } },
    { item: 'cardPin', outcome: { state: 'todo' } },
    { item: 'bank', outcome: { state: 'todo' } },
  ],
  contact: { phone: '19900001234' },
  consent: 'signature',
  signature: [
    [
      [10, 20, 0],
      [30, 40, 16],
    ],
    [
      [50, 60, 400],
      [70, 80, 416],
    ],
  ],
  ...change,
});
