import type { SubmissionAnswer } from '../../ports/authority.ts';
import type { FaceCheckOutcome } from '../../ports/biometrics.ts';
import type { CardRecord } from '../../ports/card-authority.ts';
import type { VeinCheckOutcome } from '../../ports/finger-vein.ts';
import type { FingerName } from '../../contract/vein.ts';
import type { SealedTemplate } from '../../ports/sealed-template.ts';
import type { IdentityCard } from '../../ports/identity-reader.ts';
import type { SocialCard } from '../../ports/social-card-reader.ts';

/** An invented person with her cards, and the words of the other sides about her. */
export const demoCard: IdentityCard = {
  kind: 'resident',
  name: '测桂英',
  sex: '2',
  birthDate: '1948-05-06',
  idNumber: '999900194805060025',
  validFrom: '2015-01-01',
  validTo: 'long-term',
  consistent: true,
  photo: new Uint8Array([1]),
};

export const samePerson: FaceCheckOutcome = {
  decision: 'same',
  liveness: 'live',
  similarity: 0.71,
  threshold: 0.5,
  causes: [],
  reference: 'authority',
  models: [{ id: 'test', sha256: '00' }],
  enrolled: null,
};

export const sameFinger: VeinCheckOutcome = {
  decision: 'same',
  z: 7.2,
  threshold: 4.5,
  finger: 'rightIndex',
  causes: [],
  checks: [{ check: 'twoScores', result: 'passed', value: 0.1 }],
  method: { id: 'test', version: 1 },
  scanner: { model: 'test', simulated: false },
};

/** A record as the ledger gives it; nothing opens it. */
export const sealedTemplate = (
  subject: string,
  finger: FingerName | null,
  recordId = `record-${finger ?? 'face'}`,
): SealedTemplate => ({
  recordId,
  subject,
  kind: finger === null ? 'face' : 'fingerVein',
  finger,
  device: 'test',
  version: 1,
  wrappedKey: new Uint8Array(60),
  box: new Uint8Array(60),
  madeAt: '2026-11-01T10:00:00.000+08:00',
});

export const acceptedAnswer: SubmissionAnswer = {
  kind: 'accepted',
  receiptNumber: 'R1',
  certifiedUntil: '2027-11-22',
  nextDue: '2027-11-22',
};

export const demoSocialCard: SocialCard = {
  version: '3.00',
  interface: 'contact',
  cardIdCode: '999900D1560000050000000000000001',
  cardNumber: 'T00000001',
  idNumber: demoCard.idNumber,
  name: demoCard.name,
  issuedOn: '2024-01-01',
  validTo: '2034-01-01',
  pan: '6200000000000000017',
  authenticatedBy: 'psam',
};

export const usableRecord: CardRecord = {
  status: 'usable',
  social: 'inactive',
  bank: 'inactive',
  missing: [],
  photo: new Uint8Array([3]),
  bankName: '测试银行',
};

/** Her son, who comes for her. */
export const agentCard: IdentityCard = {
  ...demoCard,
  name: '测建国',
  sex: '1',
  birthDate: '1975-03-04',
  idNumber: '999900197503040018',
  photo: new Uint8Array([4]),
};
