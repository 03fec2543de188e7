import { fromCallback, fromPromise } from 'xstate';
import type { Result } from '../contract/failure.ts';
import type { Authority } from '../ports/authority.ts';
import type { Biometrics, FaceCheckRequest } from '../ports/biometrics.ts';
import type { EnrolFingerRequest, FingerVein, VeinCheckRequest } from '../ports/finger-vein.ts';
import type { IdentityReader } from '../ports/identity-reader.ts';
import type { SlipPrinter } from '../ports/slip-printer.ts';
import type { Delays } from '../session/delays.ts';
import { visitMachine } from '../session/visit.machine.ts';
import type { VisitEvent } from '../session/visit-types.ts';
import { type ActivationPorts, activationActors } from './activation-actors.ts';
import { guarded, untilAborted, within } from './guarded.ts';

export interface VisitPorts extends ActivationPorts {
  readonly reader: IdentityReader;
  readonly biometrics: Biometrics;
  readonly fingerVein: FingerVein;
  readonly authority: Authority;
  readonly printer: SlipPrinter;
}

/** A call with progress: what comes after it was given up is told to nobody. */
function watched<T>(
  call: (signal: AbortSignal) => Promise<Result<T>>,
  done: (result: Result<T>) => void,
): () => void {
  const stop = new AbortController();
  void guarded(() => call(stop.signal)).then((result) => {
    if (!stop.signal.aborted) done(result);
  });
  return () => stop.abort();
}

/** How often the printer is asked whether a slip can be promised while nobody is served, ms. */
const PAPER_POLL_MS = 5000;
const ASK_AGAIN_MS = 500;

/** The visit machine with the ports behind its actors: the only place where session meets the adapters. */
export function visitMachineOn(ports: VisitPorts, delays: Delays): typeof visitMachine {
  const { reader, biometrics, fingerVein, authority, ledger, printer } = ports;
  return visitMachine.provide({
    actors: {
      waitForCard: fromPromise(async ({ signal }) => {
        const placed = await guarded(() => reader.waitForCard(signal));
        // The adapter waits through outages by itself; it ends early only when it is told to.
        if (!placed.ok) await untilAborted(signal);
      }),
      readCard: fromPromise(({ signal }) => guarded(() => reader.read(within(signal, delays.readCard)))),
      lookUp: fromPromise(({ input, signal }) =>
        guarded(() => authority.lookUp(input.idNumber, within(signal, delays.lookUp))),
      ),
      checkFace: fromCallback<VisitEvent, FaceCheckRequest>(({ input, sendBack }) => {
        const stop = new AbortController();
        guarded(() =>
          biometrics.checkFace(
            input,
            (progress) => {
              if (!stop.signal.aborted) sendBack({ type: 'face.progress', progress });
            },
            stop.signal,
          ),
        ).then((result) => {
          if (!stop.signal.aborted) sendBack({ type: 'face.done', result });
        });
        return () => stop.abort();
      }),
      checkVein: fromCallback<VisitEvent, VeinCheckRequest>(({ input, sendBack }) =>
        watched(
          (signal) =>
            fingerVein.check(
              input,
              (progress) => {
                if (!signal.aborted) sendBack({ type: 'vein.progress', progress });
              },
              signal,
            ),
          (result) => sendBack({ type: 'vein.done', result }),
        ),
      ),
      enrolFinger: fromCallback<VisitEvent, EnrolFingerRequest>(({ input, sendBack }) =>
        watched(
          (signal) =>
            fingerVein.enrol(
              input,
              (progress) => {
                if (!signal.aborted) sendBack({ type: 'vein.progress', progress });
              },
              signal,
            ),
          (result) => sendBack({ type: 'enrol.done', result }),
        ),
      ),
      keepTemplates: fromPromise(async ({ input: { visitId, subject, templates } }) =>
        ledger.keepTemplates(visitId, subject, templates),
      ),
      deleteTemplates: fromPromise(async ({ input: { visitId, subject } }) => {
        ledger.deleteTemplates(visitId, subject);
      }),
      submit: fromPromise(({ input, signal }) => ledger.submit(input, delays.submit, signal)),
      printSlip: fromPromise(({ input, signal }) =>
        guarded(() => printer.print(input, within(signal, delays.print))),
      ),
      waitTaken: fromPromise(({ signal }) => guarded(() => printer.waitTaken(delays.takeSlip, signal))),
      retract: fromPromise(() => guarded(() => printer.retract())),
      waitForRemoval: fromPromise(async ({ signal }) => {
        const removed = await guarded(() => reader.waitForRemoval(signal));
        if (!removed.ok) await untilAborted(signal);
      }),
      watchPaper: fromCallback<VisitEvent>(({ sendBack }) => {
        const stop = new AbortController();
        const look = async (): Promise<void> => {
          const ready = await guarded(() => printer.ready(within(stop.signal, PAPER_POLL_MS)));
          if (stop.signal.aborted) return;
          // A worker that is still starting says nothing about the paper.
          const known = ready.ok || !ready.error.code.startsWith('E9');
          if (known) sendBack({ type: 'paper', possible: ready.ok });
          timer = setTimeout(look, known ? PAPER_POLL_MS : ASK_AGAIN_MS);
        };
        let timer: NodeJS.Timeout | undefined;
        look();
        return () => {
          stop.abort();
          clearTimeout(timer);
        };
      }),
      ...activationActors(ports, delays),
    },
  });
}
