import type { SlipContent } from '../ports/slip-printer.ts';
import type { SlipTerminal } from './compose-slip.ts';
import { maskIdNumber, maskName } from '../contract/masking.ts';

/** An invented terminal and person (region 999900 does not exist), for tests, reference pictures and the documents. */
export const exampleTerminal: SlipTerminal = {
  id: 'YL-0001',
  bank: '示例银行',
  branch: '示范支行营业部',
  hotline: '12333',
  bankPhone: '400-000-0000',
};

const base: SlipContent = {
  kind: 'certification',
  visitId: '3f6f2a91-7c40-4e8f-9d7b-2a51c0e4b6d8',
  maskedName: maskName('王桂英'),
  maskedIdNumber: maskIdNumber('999900194603080014'),
  at: '2026-11-22T14:05:09+08:00',
  standing: { kind: 'due', dueOn: '2026-12-31' },
  outcome: null,
  handover: null,
  business: 'certify',
  items: [],
  bring: [],
  agent: false,
  consent: null,
  maskedAccount: null,
  maskedCardNumber: null,
  qr: null,
  homeVisit: null,
  livenessSimulated: false,
  reprint: 0,
};
const referenceNumber = 'TH20261122-000007-3';
const refused = (reason: 'deceased' | 'alreadyCertified' | 'notFound' | 'rules'): SlipContent => ({
  ...base,
  outcome: { kind: 'refused', reason, referenceNumber },
});
const handover = (reason: string): SlipContent => ({ ...base, kind: 'handover', handover: reason });
const standing = (value: SlipContent['standing']): SlipContent => ({
  ...base,
  kind: 'standing',
  standing: value,
});

/** One slip of every kind that there is. */
export const exampleSlips = {
  accepted: {
    ...base,
    outcome: {
      kind: 'accepted',
      receiptNumber: 'RZ20261122-000007-3',
      certifiedUntil: '2027-11-22',
      nextDue: '2027-11-22',
    },
  },
  pending: { ...base, outcome: { kind: 'pending', referenceNumber: 'DB20261122-000017' } },
  'refused.deceased': refused('deceased'),
  'refused.alreadyCertified': refused('alreadyCertified'),
  'refused.notFound': refused('notFound'),
  'refused.rules': refused('rules'),
  'handover.faceTries': handover('faceTries'),
  'handover.noReference': handover('noReference'),
  'handover.standing': {
    ...handover('standing'),
    standing: { kind: 'needsStaff', reason: 'recordedDeceased' },
  },
  'handover.serviceDown': handover('serviceDown'),
  'handover.cardUnreadable': {
    ...handover('cardUnreadable'),
    standing: null,
    maskedName: '',
    maskedIdNumber: '',
  },
  'handover.customerChoice': handover('customerChoice'),
  'handover.authorityAway': { ...handover('authorityAway'), standing: null },
  'handover.cardExpired': { ...handover('cardExpired'), standing: null },
  'standing.certified': standing({ kind: 'certified', until: '2027-06-30', method: 'face' }),
  'standing.certifiedByDataMatch': standing({ kind: 'certifiedByDataMatch', until: '2027-06-30' }),
  'standing.due': standing({ kind: 'due', dueOn: '2026-12-31' }),
  'standing.suspended': standing({ kind: 'suspended', since: '2026-07-01' }),
  'standing.needsStaff': standing({ kind: 'needsStaff', reason: 'livesAbroad' }),
  'standing.none': standing(null),
} as const satisfies Record<string, SlipContent>;
