import { SimulatedClock } from 'xstate';
import type { KioskSnapshot, KioskStep, KioskView } from '../../contract/snapshot.ts';
import type { KioskIntent } from '../../contract/intent.ts';
import { ok } from '../../contract/failure.ts';
import { delaysWith } from '../../session/delays.ts';
import { VisitSession } from '../../session/visit-session.ts';
import type { PensionRecord } from '../../ports/authority.ts';
import { type VisitPorts, visitMachineOn } from '../visit-actors.ts';
import { demoCard } from './invented-visit.ts';
import { scriptedPorts } from './scripted-ports.ts';

/** 2026-11-22 10:00 in Shanghai. */
export const NOW = Date.UTC(2026, 10, 22, 2, 0, 0);

/** A visit on scripted ports (or others in their place) and a clock that only the test moves. */
export function visitBench(options: { paper?: boolean; ports?: Partial<VisitPorts> } = {}) {
  const scripted = scriptedPorts();
  const ports = { ...scripted.ports, ...options.ports };
  const clock = new SimulatedClock();
  const helpCalls: string[] = [];
  const delays = delaysWith();
  let visits = 0;
  const inspected: string[] = [];
  const session: VisitSession = new VisitSession(
    visitMachineOn(ports, delays),
    {
      delays,
      terminalId: 'T-0001',
      now: () => NOW,
      activationOffered: true,
      enrolmentOffered: true,
      scannerSimulated: false,
      subjectOf: (idNumber) => ports.ledger.subjectOf(idNumber),
      templatesOf: (subject) => ports.ledger.templatesOf(subject),
      newVisitId: () => `visit-${++visits}`,
      record: (visitId, fact) => ports.ledger.record(visitId, fact),
      // As the core does it: a ledger that breaks is told, and never breaks a visit.
      keepTicket: (cards, ticket) => {
        try {
          if (ticket) ports.ledger.saveTicket(cards, ticket);
          else ports.ledger.closeTicket(cards);
        } catch {
          session.send({ type: 'service', service: 'ledger', change: 'lost', code: 'E7001' });
        }
      },
      pressPinKey: (key) => ports.pinPad.press(key),
      forgetPins: () => void ports.pinPad.forget(),
      callHelp: (_visitId, reason) => helpCalls.push(reason),
    },
    {
      terminal: { id: 'T-0001', branch: '测试支行', hotline: '12333', bankPhone: '95000' },
      simulated: true,
      livenessSimulated: false,
    },
    {
      clock,
      // Everything the machine ever held or was sent.
      inspect: (seen) =>
        inspected.push(
          'event' in seen ? JSON.stringify(seen.event, withoutPictures) : seen.type,
          stateText(seen),
        ),
    },
  );
  session.start();
  if (options.paper === false) session.send({ type: 'paper', possible: false });

  /** Resolves with the first snapshot whose view is `step` (and fits `fits`). */
  const until = <S extends KioskStep>(
    step: S,
    fits: (view: Extract<KioskView, { step: S }>, snapshot: KioskSnapshot) => boolean = () => true,
  ): Promise<Extract<KioskView, { step: S }>> =>
    new Promise((resolve) => {
      let stop: (() => void) | undefined;
      let done = false;
      const look = (snapshot: KioskSnapshot): void => {
        const view = snapshot.view as Extract<KioskView, { step: S }>;
        if (done || view.step !== step || !fits(view, snapshot)) return;
        done = true;
        stop?.();
        resolve(view);
      };
      stop = session.onSnapshot(look);
      if (done) stop();
    });

  const does = (intent: KioskIntent): boolean => session.intent('kiosk', intent);

  /** Places the demo card and answers read and look-up, so that the standing is shown. */
  const toStanding = async (record: PensionRecord, card = demoCard): Promise<void> => {
    (await scripted.questions.card.next()).answer(ok(undefined));
    (await scripted.questions.read.next()).answer(ok(card));
    (await scripted.questions.lookUp.next()).answer(ok(record));
    await until('standing');
  };

  const toFace = async (record: PensionRecord = dueRecord): Promise<void> => {
    await toStanding(record);
    does({ type: 'continue' });
    does({ type: 'agree' });
    await until('face');
  };

  return {
    ...scripted,
    ports,
    inspected: () => inspected.join('\n'),
    clock,
    session,
    helpCalls,
    delays,
    until,
    does,
    toStanding,
    toFace,
  };
}

export const dueRecord: PensionRecord = {
  standing: { kind: 'due', dueOn: '2026-12-31' },
  photo: new Uint8Array([2]),
};

/** Bytes are no text to search in. */
const withoutPictures = (_key: string, value: unknown): unknown =>
  value instanceof Uint8Array || value instanceof AbortSignal ? '' : value;

/** The value and context of a machine in an inspection event; empty for everything else. */
function stateText(seen: object): string {
  const snapshot =
    'snapshot' in seen ? (seen.snapshot as { value?: unknown; context?: { input: unknown } }) : {};
  if (!snapshot.context) return '';
  const { input: _input, ...context } = snapshot.context;
  return JSON.stringify({ value: snapshot.value, context }, withoutPictures);
}
