import { describe, expect, it } from 'vitest';
import { initialTransition, transition } from 'xstate';
import { visitMachineOn } from './visit-actors.ts';
import { demoCard, samePerson, scriptedPorts } from './testing/scripted-ports.ts';
import { NOW } from './testing/visit-bench.ts';
import { delaysWith } from '../session/delays.ts';
import { greet } from '../session/person.ts';
import { flowPlace, kioskView, promptOf } from '../session/view.ts';
import { services, type VisitEvent } from '../session/visit-types.ts';

/** The graph of a visit, walked state by state without a clock, a device or a screen. */
const delays = delaysWith();
const machine = visitMachineOn(scriptedPorts().ports, delays);
const input = {
  delays,
  terminalId: 'T-0001',
  now: () => NOW,
  newVisitId: () => 'visit-1',
  record: () => undefined,
  callHelp: () => undefined,
};
const [start] = initialTransition(machine, input);

/** Every innermost state of the main line, as the value that names it. */
function leaves(node: { key: string; states: Record<string, unknown> }): unknown[] {
  const children = Object.values(node.states) as (typeof node)[];
  if (children.length === 0) return [node.key];
  return children.flatMap((child) => leaves(child).map((value) => ({ [node.key]: value })));
}
const flowNode = machine.root.states.flow as unknown as { key: string; states: Record<string, never> };
const everyState = (leaves(flowNode) as { flow: unknown }[])
  .map((value) => value.flow)
  // Transient states are left in the same step in which they are entered.
  .filter((value) => !/cardRead|"decide"|"printed"/.test(JSON.stringify(value)));

const serviceEvents: VisitEvent[] = services.flatMap((service) => [
  { type: 'service', service, change: 'lost', code: 'E1005' } as const,
  { type: 'service', service, change: 'back' } as const,
]);

/** A visit in the given state with everything a visit in it would know. */
const visitIn = (flow: unknown, attention = 'quiet') =>
  machine.resolveState({
    value: { flow, attention } as never,
    context: {
      ...start.context,
      visitId: 'visit-1',
      card: demoCard,
      person: greet(demoCard, NOW),
      record: { standing: { kind: 'due', dueOn: '2026-12-31' }, photo: null },
      standing: { kind: 'due', dueOn: '2026-12-31' },
      faceTry: 1,
      verified: samePerson,
      outcome: { kind: 'pending', referenceNumber: 'P1' },
      handover: { reason: 'faceTries', errorCode: null },
      paperPossible: true,
    },
  });

const name = (flow: unknown): string => JSON.stringify(flow).replaceAll(/["{}]/g, '');
const sent = (state: ReturnType<typeof visitIn>, ...events: VisitEvent[]) =>
  events.reduce((current, event) => transition(machine, current, event)[0] as typeof state, state);

describe('every state of a visit', () => {
  it('is found: the list is not empty by mistake', () => {
    expect(everyState.length).toBeGreaterThan(25);
  });

  for (const flow of everyState) {
    const state = visitIn(flow);
    it(`${name(flow)} takes every service event and still shows a step with a sentence`, () => {
      for (const event of serviceEvents) {
        const next = sent(state, event);
        expect(next.status).toBe('active');
        const view = kioskView(flowPlace(next.value), next.context, false);
        expect(promptOf(view, 'none', false).id).toMatch(/^[a-z]/i);
        if (event.type === 'service' && event.change === 'lost')
          expect(next.context.away[event.service]).toBe('E1005');
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
