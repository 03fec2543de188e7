import { assign } from 'xstate';
import { homeVisitOf } from './requests-activate.ts';
import { visitSetup } from './visit-setup.ts';
import { slipStates } from './visit-slip.ts';
import { failureOf, type HomeVisitTold } from './visit-types.ts';
import type { ItemDelivery } from '../ports/ledger.ts';

/** Somebody comes to the home (上门服务). Whoever cannot come is never asked to. */

export const bookHomeVisit = visitSetup.createStateConfig({
  always: [
    { guard: ({ context }) => context.contact.phone !== undefined, target: 'homeVisit' },
    { target: 'contact', actions: assign({ contactFor: 'homeVisit' }) },
  ],
});

function told(delivery: ItemDelivery): HomeVisitTold {
  if (delivery.kind === 'pending') return delivery;
  const { answer } = delivery;
  if (answer.kind === 'booked') return answer;
  return { kind: 'refused', referenceNumber: answer.referenceNumber };
}

export const homeVisit = visitSetup.createStateConfig({
  entry: ['moved', { type: 'slipTells', params: { kind: 'homeVisit' } }],
  initial: 'booking',
  states: {
    booking: {
      invoke: {
        src: 'bookHomeVisit',
        input: ({ context }) => homeVisitOf(context),
        onDone: {
          target: 'told',
          actions: assign(({ event }) => ({ homeVisit: told(event.output) })),
        },
        onError: {
          target: '#handover',
          actions: {
            type: 'handOver',
            params: ({ event }) => ({ reason: 'serviceDown', errorCode: failureOf(event.error).code }),
          },
        },
      },
    },
    told: slipStates(),
  },
});
