import type { SlipContent } from '../ports/slip-printer.ts';
import type { SlipTerminal } from './slip-frame.ts';
import type { ActivationItem, ActivationItems, ItemState } from '../contract/activation.ts';
import type { Outcome } from '../contract/snapshot.ts';
import type { FingerName } from '../contract/vein.ts';
import { exampleSignature } from './example-signature.ts';
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
  relation: null,
  consent: null,
  enrolment: null,
  deleted: null,
  also: null,
  maskedAccount: null,
  maskedCardNumber: null,
  qr: null,
  qrSeconds: null,
  homeVisit: null,
  method: null,
  livenessSimulated: false,
  reprint: 0,
};
const referenceNumber = 'TH20261122-000007-3';
const accepted: Outcome = {
  kind: 'accepted',
  receiptNumber: 'RZ20261122-000007-3',
  certifiedUntil: '2027-11-22',
  nextDue: '2027-11-22',
};
const pending: Outcome = { kind: 'pending', referenceNumber: 'DB20261122-000017' };
const refusal = (reason: 'deceased' | 'alreadyCertified' | 'notFound' | 'rules'): Outcome => ({
  kind: 'refused',
  reason,
  referenceNumber,
});
const certification = (outcome: Outcome): SlipContent => ({ ...base, outcome, method: 'face' });
const refused = (...[reason]: Parameters<typeof refusal>): SlipContent => certification(refusal(reason));
const handover = (reason: string): SlipContent => ({ ...base, kind: 'handover', handover: reason });
const standing = (value: SlipContent['standing']): SlipContent => ({
  ...base,
  kind: 'standing',
  standing: value,
});

const socialNumber = 'SB20261122-000031-8';
const pinNumber = 'MM20261122-000031-5';
const bankNumber = 'YH20261122-000109-2';
const numbers: Readonly<Record<ActivationItem, string>> = {
  social: socialNumber,
  cardPin: pinNumber,
  bank: bankNumber,
};
/** The three items from words: `done`, `before`, `unknown`, `notTried`, or the reason of a refusal. */
const items = (social: string, cardPin: string, bank: string): ActivationItems =>
  (Object.entries({ social, cardPin, bank }) as [ActivationItem, string][]).map(([item, word]) => ({
    item,
    outcome: outcomeOf(word, numbers[item]),
  }));
function outcomeOf(word: string, referenceNumber: string): ItemState {
  if (word === 'done' || word === 'before')
    return { state: 'done', referenceNumber, before: word === 'before' };
  if (word === 'unknown') return { state: 'unknown', referenceNumber };
  if (word === 'notTried') return { state: 'notTried' };
  return {
    state: 'refused',
    reason: word as Extract<ItemState, { state: 'refused' }>['reason'],
    referenceNumber,
  };
}
const activation = (value: ActivationItems, consent: SlipContent['consent'] = 'signature'): SlipContent => ({
  ...base,
  kind: 'activation',
  business: 'activate',
  standing: null,
  items: value,
  consent,
  method: 'face',
  maskedAccount: '6217 **** **** 1234',
  maskedCardNumber: 'X0 **** **** 19',
});
const bring = (agent: boolean, value: SlipContent['bring']): SlipContent => ({
  ...base,
  kind: 'bring',
  business: 'activate',
  visitId: '',
  maskedName: '',
  maskedIdNumber: '',
  standing: null,
  agent,
  bring: value,
});
const homeVisit = (business: SlipContent['business'], dueOn: string | null, agent: boolean): SlipContent => ({
  ...base,
  kind: 'homeVisit',
  business,
  standing: null,
  agent,
  relation: agent ? 'child' : null,
  homeVisit: { referenceNumber: 'SM20261122-000004-7', dueOn, refused: false },
});
const activationHandover = (reason: string): SlipContent => ({
  ...handover(reason),
  business: 'activate',
  standing: null,
});

const enrolment = (
  fingers: readonly FingerName[],
  change: Partial<NonNullable<SlipContent['enrolment']>> = {},
): SlipContent => ({
  ...base,
  kind: 'enrolment',
  business: 'enrol',
  method: 'face',
  consent: change.signature === null ? 'key' : 'signature',
  enrolment: { fingers, face: true, signature: exampleSignature, scannerSimulated: false, ...change },
});
const bothRight = ['rightIndex', 'rightMiddle'] as const;

/** One slip of every kind that there is. */
export const exampleSlips = {
  accepted: certification(accepted),
  'accepted.fingerVein': { ...certification(accepted), method: 'fingerVein' },
  pending: certification(pending),
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
  'activation.allDone': activation(items('done', 'done', 'done')),
  'activation.resumed': activation(items('before', 'before', 'done'), 'key'),
  'activation.allBefore': activation(items('before', 'before', 'before'), null),
  'activation.standing': { ...activation(items('before', 'before', 'before'), null), kind: 'standing' },
  'activation.bankRefused': activation(items('done', 'done', 'needsCounter')),
  'activation.bankUnknown': activation(items('done', 'done', 'unknown')),
  'activation.pinUnknown': activation(items('done', 'unknown', 'notTried')),
  'activation.allUnknown': activation(items('unknown', 'unknown', 'unknown')),
  'activation.mixed': activation(items('done', 'pinLocked', 'unknown'), 'key'),
  'activation.notArrived': activation(items('done', 'done', 'notArrived')),
  'activation.noneDone': activation(items('sealed', 'notTried', 'notTried')),
  'activation.notBegun': activation(items('notTried', 'notTried', 'notTried'), null),
  'activation.agent': {
    ...activation(items('done', 'principalOnly', 'principalOnly')),
    agent: true,
    relation: 'child',
    homeVisit: { referenceNumber: 'SM20261122-000004-7', dueOn: '2026-11-27', refused: false },
  },
  'activation.simulated': { ...activation(items('done', 'done', 'done')), livenessSimulated: true },
  'activation.alsoAccepted': {
    ...activation(items('done', 'done', 'done')),
    method: 'fingerVein',
    also: accepted,
  },
  'activation.alsoPending': { ...activation(items('done', 'done', 'needsCounter')), also: pending },
  'activation.alsoRefused': { ...activation(items('done', 'done', 'done')), also: refusal('rules') },
  'enrolment.signed': { ...enrolment(bothRight), also: accepted },
  'enrolment.key': {
    ...enrolment(['rightIndex', 'leftIndex'], { face: false, signature: null }),
    standing: { kind: 'certified', until: '2027-06-30', method: 'face' },
  },
  'enrolment.alsoPending': { ...enrolment(bothRight), also: pending },
  'enrolment.alsoRefused': { ...enrolment(bothRight), also: refusal('notFound') },
  'enrolment.simulated': {
    ...enrolment(['leftIndex', 'leftMiddle'], { scannerSimulated: true }),
    standing: { kind: 'unknown' },
  },
  'enrolment.standing': { ...enrolment([]), kind: 'standing', enrolment: null, consent: null },
  enrolmentDeleted: {
    ...base,
    kind: 'enrolmentDeleted',
    business: 'enrol',
    method: 'fingerVein',
    deleted: { fingers: [...bothRight], face: true, on: '2026-03-08' },
  },
  'bring.own': bring(false, ['ownIdCard', 'socialCard', 'phone']),
  'bring.agent': bring(true, ['agentIdCard', 'ownerIdCard', 'socialCard', 'letter', 'phone']),
  'homeVisit.booked': homeVisit('activate', '2026-11-27', true),
  'homeVisit.pending': homeVisit('activate', null, false),
  'homeVisit.refused': {
    ...homeVisit('activate', null, false),
    homeVisit: { referenceNumber: 'SJ20261122-000005-1', dueOn: null, refused: true },
  },
  'homeVisit.certification': homeVisit('certify', '2026-11-27', false),
  electronicCard: {
    ...base,
    kind: 'electronicCard',
    business: 'activate',
    standing: null,
    qrSeconds: 60,
    qr: 'https://example.invalid/dzsbk/9f1c4e77-52ab-4d0e-8c31-5f0a2b6e9d44?t=1795327509&s=Qm9zZS1yZWZyZXNo',
  },
  'handover.noSocialCard': activationHandover('noSocialCard'),
  'handover.socialCardUnreadable': activationHandover('socialCardUnreadable'),
  'handover.socialCardExpired': activationHandover('socialCardExpired'),
  'handover.cardsDiffer': activationHandover('cardsDiffer'),
  'handover.cardSealed': activationHandover('cardSealed'),
  'handover.cardReplaced': activationHandover('cardReplaced'),
  'handover.recordedDeceased': activationHandover('recordedDeceased'),
  'handover.cardNotFound': activationHandover('cardNotFound'),
  'handover.agentNotAllowed': { ...activationHandover('agentNotAllowed'), agent: true },
  'handover.agentWitness': { ...activationHandover('agentWitness'), agent: true },
  'handover.enrolFailed': { ...handover('enrolFailed'), business: 'enrol', method: 'face' },
  'handover.halfActivated': {
    ...activation(items('done', 'notTried', 'notTried')),
    kind: 'handover',
    handover: 'customerChoice',
  },
} as const satisfies Record<string, SlipContent>;
