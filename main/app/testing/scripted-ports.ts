import { ok, type Result } from '../../contract/failure.ts';
import type { PensionRecord } from '../../ports/authority.ts';
import type { FaceCheckOutcome, FaceCheckProgress } from '../../ports/biometrics.ts';
import type {
  EnrolFingerOutcome,
  EnrolFingerRequest,
  VeinCheckOutcome,
  VeinCheckRequest,
  VeinProgress,
} from '../../ports/finger-vein.ts';
import type { IdentityCard } from '../../ports/identity-reader.ts';
import type { Delivery, JournalFact } from '../../ports/ledger.ts';
import type { SlipContent } from '../../ports/slip-printer.ts';
import { templatesInMemory } from '../../ledger/testing/templates-in-memory.ts';
import type { VisitPorts } from '../visit-actors.ts';
import { acceptedAnswer } from './invented-visit.ts';
import { Questions } from './questions.ts';
import { scriptedActivation } from './scripted-activation.ts';

export interface FaceInput {
  readonly challenge: string;
  readonly references: readonly string[];
  readonly enrolFor: string | null;
  readonly progress: (progress: FaceCheckProgress) => void;
}

export type VeinInput = VeinCheckRequest & { readonly progress: (progress: VeinProgress) => void };
export type EnrolInput = EnrolFingerRequest & { readonly progress: (progress: VeinProgress) => void };

/** Ports whose every call waits for the test's word. */
export function scriptedPorts() {
  const facts: JournalFact[] = [];
  const slips: SlipContent[] = [];
  const questions = {
    card: new Questions<void, Result<void>>(),
    read: new Questions<void, Result<IdentityCard>>(),
    removal: new Questions<void, Result<void>>(),
    lookUp: new Questions<string, Result<PensionRecord>>(),
    face: new Questions<FaceInput, Result<FaceCheckOutcome>>(),
    vein: new Questions<VeinInput, Result<VeinCheckOutcome>>(),
    enrol: new Questions<EnrolInput, Result<EnrolFingerOutcome>>(),
    submit: new Questions<string, Delivery>(),
    ready: new Questions<void, Result<{ paperLow: boolean }>>(),
    print: new Questions<SlipContent, Result<{ jobId: string }>>(),
    taken: new Questions<void, Result<'taken' | 'notTaken' | 'noSensor'>>(),
    retract: new Questions<void, Result<void>>(),
  };
  const never = new AbortController().signal;
  const activation = scriptedActivation(never);
  const ports: VisitPorts = {
    reader: {
      waitForCard: (signal) => questions.card.ask(undefined, signal),
      read: (signal) => questions.read.ask(undefined, signal),
      waitForRemoval: (signal) => questions.removal.ask(undefined, signal),
      onEvent: () => () => undefined,
    },
    biometrics: {
      livenessSimulated: false,
      checkFace: (request, progress, signal) =>
        questions.face.ask(
          {
            challenge: request.challenge,
            references: request.references.map((r) => r.source),
            enrolFor: request.enrolFor,
            progress,
          },
          signal,
        ),
    },
    fingerVein: {
      offered: true,
      check: (request, progress, signal) => questions.vein.ask({ ...request, progress }, signal),
      enrol: (request, progress, signal) => questions.enrol.ask({ ...request, progress }, signal),
    },
    authority: {
      lookUp: (idNumber, signal) => questions.lookUp.ask(idNumber, signal),
      submit: () => Promise.resolve(ok(acceptedAnswer)),
    },
    ledger: {
      record: (_visitId, fact) => facts.push(fact),
      submit: (submission, _waitMs, signal) => questions.submit.ask(submission.idempotencyKey, signal),
      ...activation.ledger,
      ...templatesInMemory(),
      closeInterrupted: () => [],
      pendingCount: () => 0,
    },
    printer: {
      ready: (signal) => questions.ready.ask(undefined, signal),
      print: (content, signal) => {
        slips.push(content);
        return questions.print.ask(content, signal);
      },
      waitTaken: (_limitMs, signal) => questions.taken.ask(undefined, signal),
      retract: () => questions.retract.ask(undefined, never),
    },
    ...activation.ports,
  };
  return { ports, questions: { ...questions, ...activation.questions }, facts, slips, activation };
}
