import { ok, type Result } from '../../contract/failure.ts';
import type { PensionRecord, SubmissionAnswer } from '../../ports/authority.ts';
import type { FaceCheckOutcome, FaceCheckProgress } from '../../ports/biometrics.ts';
import type { IdentityCard } from '../../ports/identity-reader.ts';
import type { Delivery, JournalFact } from '../../ports/ledger.ts';
import type { SlipContent } from '../../ports/slip-printer.ts';
import type { VisitPorts } from '../visit-actors.ts';

/** A call that a test answers when it wants to; remembers whether the core gave it up. */
export interface Asked<I, O> {
  readonly input: I;
  readonly signal: AbortSignal;
  answer(output: O): void;
}

/** A queue of asked calls: tests await the next one and answer it. */
class Questions<I, O> {
  readonly #waiting: Asked<I, O>[] = [];
  readonly #takers: ((asked: Asked<I, O>) => void)[] = [];

  ask(input: I, signal: AbortSignal): Promise<O> {
    return new Promise((answer) => {
      const asked = { input, signal, answer };
      const taker = this.#takers.shift();
      if (taker) taker(asked);
      else this.#waiting.push(asked);
    });
  }

  /** The next call that has not been given up. */
  async next(): Promise<Asked<I, O>> {
    for (;;) {
      const asked = this.#waiting.shift();
      if (asked && !asked.signal.aborted) return asked;
      if (!asked) return new Promise((resolve) => this.#takers.push(resolve));
    }
  }
}

export interface FaceInput {
  readonly challenge: string;
  readonly references: readonly string[];
  readonly progress: (progress: FaceCheckProgress) => void;
}

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
};

export const acceptedAnswer: SubmissionAnswer = {
  kind: 'accepted',
  receiptNumber: 'R1',
  certifiedUntil: '2027-11-22',
  nextDue: '2027-11-22',
};

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
    submit: new Questions<string, Delivery>(),
    ready: new Questions<void, Result<{ paperLow: boolean }>>(),
    print: new Questions<SlipContent, Result<{ jobId: string }>>(),
    taken: new Questions<void, Result<'taken' | 'notTaken' | 'noSensor'>>(),
    retract: new Questions<void, Result<void>>(),
  };
  const never = new AbortController().signal;
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
          { challenge: request.challenge, references: request.references.map((r) => r.source), progress },
          signal,
        ),
    },
    authority: {
      lookUp: (idNumber, signal) => questions.lookUp.ask(idNumber, signal),
      submit: () => Promise.resolve(ok(acceptedAnswer)),
    },
    ledger: {
      record: (_visitId, fact) => facts.push(fact),
      submit: (submission, _waitMs, signal) => questions.submit.ask(submission.idempotencyKey, signal),
      submitItem: () => Promise.resolve({ kind: 'pending', referenceNumber: 'P1' }),
      saveTicket: () => undefined,
      ticketFor: () => null,
      closeTicket: () => undefined,
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
  };
  return { ports, questions, facts, slips };
}
