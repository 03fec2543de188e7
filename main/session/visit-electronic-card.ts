import { assign } from 'xstate';
import { cardPairOf } from './requests-activate.ts';
import { visitSetup } from './visit-setup.ts';
import { slipStates } from './visit-slip.ts';

/** A code that is shown for less than this is not worth scanning; one for longer than the other is not fresh. */
const REFRESH_SECONDS = { min: 10, max: 600 };

/**
 * 电子社保卡: the authority's text as a code, renewed while it is shown. It is in the context while the step lasts, on the
 * screen and on the slip that was asked for, and nowhere else.
 */
export const electronicCard = visitSetup.createStateConfig({
  entry: ['moved', { type: 'slipTells', params: { kind: 'electronicCard' } }, assign({ qr: null })],
  exit: assign({ qr: null }),
  type: 'parallel',
  states: {
    code: {
      initial: 'asking',
      states: {
        asking: {
          invoke: {
            src: 'issueElectronicCard',
            input: ({ context }) => cardPairOf(context),
            onDone: [
              {
                guard: ({ event }) => event.output.ok,
                target: 'shown',
                actions: assign(({ event }) =>
                  event.output.ok
                    ? {
                        qr: event.output.value.qr,
                        qrSeconds: Math.min(
                          REFRESH_SECONDS.max,
                          Math.max(REFRESH_SECONDS.min, event.output.value.refreshSeconds),
                        ),
                      }
                    : {},
                ),
              },
              { target: 'away' },
            ],
            onError: 'away',
          },
        },
        shown: { after: { qrRefresh: 'asking' } },
        // The old code is no longer good: it is not shown any more.
        away: {
          entry: assign({ qr: null }),
          on: { tryAgain: 'asking' },
          after: { electronicCardAgain: 'asking' },
        },
      },
    },
    slip: slipStates('none', {
      printSlip: {
        guard: ({ context }: { context: { qr: string | null } }) => context.qr !== null,
        target: 'decide',
      },
    }),
  },
});
