import { describe, expect, it } from 'vitest';
import { promptIds } from '../contract/texts/prompts.ts';
import { everyIntent } from '../session/every-intent.ts';
import { initialTransition, transition } from 'xstate';
import { visitMachineOn } from './visit-actors.ts';
import {
  demoCard,
  demoSocialCard,
  samePerson,
  sealedTemplate,
  usableRecord,
} from './testing/invented-visit.ts';
import { scriptedPorts } from './testing/scripted-ports.ts';
import { NOW } from './testing/visit-bench.ts';
import { delaysWith } from '../session/delays.ts';
import { greet } from '../session/person.ts';
import { promptOf } from '../session/prompt.ts';
import { flowPlace, kioskView } from '../session/view.ts';
import { services, type VisitEvent } from '../session/visit-types.ts';

/** The graph of a visit, walked state by state without a clock, a device or a screen. */
const delays = delaysWith();
const machine = visitMachineOn(scriptedPorts().ports, delays);
const input = {
  delays,
  terminalId: 'T-0001',
  now: () => NOW,
  activationOffered: true,
  enrolmentOffered: true,
  scannerSimulated: false,
  subjectOf: () => 'subject',
  templatesOf: () => [],
  newVisitId: () => 'visit-1',
  record: () => undefined,
  keepTicket: () => undefined,
  pressPinKey: () => undefined,
  forgetPins: () => undefined,
  callHelp: () => undefined,
};
const [start] = initialTransition(machine, input);

interface Node {
  readonly key: string;
  readonly type: string;
  readonly states: Readonly<Record<string, Node>>;
}

/** The values of everything below a state: each innermost state, and each pair where two regions run side by side. */
function valuesOf(node: Node): unknown[] {
  const children = Object.values(node.states);
  const named = (child: Node): unknown[] =>
    Object.keys(child.states).length === 0
      ? [child.key]
      : valuesOf(child).map((value) => ({ [child.key]: value }));
  if (node.type !== 'parallel') return children.flatMap(named);
  return children.reduce<object[]>(
    (sides, child) =>
      sides.flatMap((side) => valuesOf(child).map((value) => ({ ...side, [child.key]: value }))),
    [{}],
  );
}
const everyState = valuesOf(machine.root.states.flow as unknown as Node)
  // Transient states are left in the same step in which they are entered.
  .filter(
    (value) =>
      !/cardRead|cardsMatched|onward|prove|proven|nextFinger|"away"|"spent"|"entered"|"known"|bookHomeVisit|"decide"|"printed"|"comparing"}|"refused"/.test(
        JSON.stringify(value).replace('{"pin":"comparing"}', ''),
      ),
  );

const serviceEvents: VisitEvent[] = services.flatMap((service) => [
  { type: 'service', service, change: 'lost', code: 'E1005' } as const,
  { type: 'service', service, change: 'back' } as const,
]);

/** A visit in the given state with everything a visit in it would know. */
const visitIn = (flow: unknown, attention = 'quiet') => {
  const state = machine.resolveState({
    value: { flow, attention, list: 'idle' } as never,
    context: {
      ...start.context,
      visitId: 'visit-1',
      card: demoCard,
      person: greet(demoCard, NOW),
      record: { standing: { kind: 'due', dueOn: '2026-12-31' }, photo: null },
      standing: { kind: 'due', dueOn: '2026-12-31' },
      faceTry: 1,
      verified: { method: 'face', outcome: samePerson },
      subject: 'subject',
      templates: [sealedTemplate('subject', 'rightIndex')],
      enrolNew: [sealedTemplate('subject', 'rightIndex')],
      enrolFinger: 'rightMiddle',
      enrolTried: ['rightIndex', 'rightMiddle'],
      enrolTry: 1,
      veinTry: 1,
      outcome: { kind: 'pending', referenceNumber: 'P1' },
      handover: { reason: 'faceTries', errorCode: null },
      paperPossible: true,
      business: businessOf(flow),
      socialCard: demoSocialCard,
      cardRecord: { ...usableRecord, missing: ['phone'] },
      items: [
        { item: 'social', outcome: { state: 'todo' } },
        { item: 'cardPin', outcome: { state: 'todo' } },
        { item: 'bank', outcome: { state: 'todo' } },
      ],
      cardsLeft: businessOf(flow) === 'certify' ? ['id'] : ['id', 'social'],
    },
  });
  // What a step hands its keys to; a state that was not entered has started nothing.
  Object.assign(state.children, { enterPin: {}, letterCamera: {} });
  return state;
};

const certifying = ['lookingUp', 'standing', 'submitting', 'result'];
const stepOf = (flow: unknown): string =>
  typeof flow === 'string' ? flow : (Object.keys(flow as object)[0] ?? '');
const businessOf = (flow: unknown) => {
  if (certifying.includes(stepOf(flow))) return 'certify' as const;
  return /^(enrol|delete)/.test(stepOf(flow)) ? ('enrol' as const) : ('activate' as const);
};
const hints = { slipPrinting: false, agentsCard: false, padAway: false, faceNote: null };
const told = (state: ReturnType<typeof visitIn>): string =>
  promptOf(kioskView(flowPlace(state.value), state.context, false), 'none', hints).id;

const name = (flow: unknown): string => JSON.stringify(flow).replaceAll(/["{}]/g, '');
const sent = (state: ReturnType<typeof visitIn>, ...events: VisitEvent[]) =>
  events.reduce((current, event) => transition(machine, current, event)[0] as typeof state, state);

describe('every state of a visit', () => {
  it('is found: the list is not empty by mistake', () => {
    expect(everyState.length).toBeGreaterThan(70);
  });

  for (const flow of everyState) {
    const state = visitIn(flow);
    it(`${name(flow)} takes every service event and still shows a step with a sentence`, () => {
      for (const event of serviceEvents) {
        const next = sent(state, event);
        expect(next.status).toBe('active');
        expect(promptIds).toContain(told(next));
        if (event.type === 'service' && event.change === 'lost')
          expect(next.context.away[event.service]).toBe('E1005');
      }
    });

    it(`${name(flow)} takes everything a screen can send and shows a step with a sentence afterwards`, () => {
      for (const intent of everyIntent) {
        const next = sent(state, intent);
        expect(next.status).toBe('active');
        expect(promptIds).toContain(told(next));
      }
    });

    it(`${name(flow)} reaches help and comes back`, () => {
      const helped = sent(state, { type: 'help' });
      expect(helped.matches({ attention: 'help' })).toBe(true);
      expect(sent(helped, { type: 'cancelHelp' }).matches({ attention: 'quiet' })).toBe(true);
    });

    it(`${name(flow)} reaches the way out, and the card comes back`, () => {
      const asked = sent(state, { type: 'leave' });
      if (asked.matches({ flow: 'welcome' })) return;
      expect(asked.matches({ attention: 'leave' })).toBe(true);
      const left = sent(asked, { type: 'confirmLeave' });
      // A slip on its way is taken or pulled back first; every such state leads on to the card by itself.
      const onTheWay = ['takeCard', 'takeSlip', 'goodbye', 'printStanding'].includes(
        flowPlace(left.value).step,
      );
      const printing = left.context.ending === 'left';
      expect(onTheWay || printing).toBe(true);
      if (flowPlace(left.value).step === 'takeCard')
        expect(sent(left, { type: 'continue' }).matches({ flow: 'goodbye' })).toBe(true);
    });

    it(`${name(flow)} keeps the question "still there?" and its extension`, () => {
      const asking = visitIn(flow, 'stillThere');
      expect(sent(asking, { type: 'stillHere' }).matches({ attention: 'quiet' })).toBe(true);
    });
  }
});

describe('the end of a visit', () => {
  it('leaves nothing of the person behind', () => {
    const ended = sent(
      visitIn('goodbye'),
      { type: 'comfort', change: { contrast: 'high' } },
      { type: 'continue' },
    );
    expect(ended.matches({ flow: 'welcome' })).toBe(true);
    const { input: _input, away: _away, paperPossible: _paper, ...rest } = ended.context;
    const { input: _i, away: _a, paperPossible: _p, ...clean } = start.context;
    expect(rest).toEqual(clean);
  });
});
