import { assign, sendTo } from 'xstate';
import { visitSetup } from './visit-setup.ts';

/** Somebody comes for the holder: the second ID card, and the letter. Who may do what is data of the authority. */

/** The agent's own card is lifted first; the holder's lies there from then on. */
export const placeOwnerCard = visitSetup.createStateConfig({
  entry: 'moved',
  initial: 'lifting',
  on: {
    anotherWay: {
      target: 'handover',
      actions: { type: 'handOver', params: { reason: 'customerChoice' } },
    },
  },
  states: {
    lifting: {
      invoke: {
        src: 'waitForRemoval',
        onDone: { target: 'waiting', actions: { type: 'cardTaken', params: { card: 'id' } } },
        onError: 'waiting',
      },
    },
    waiting: { invoke: { src: 'waitForCard', onDone: '#readingCard', onError: '#readingCard' } },
  },
});

/** The letter lies before the camera; its picture is kept sealed, and only when the person is content with it. */
export const letter = visitSetup.createStateConfig({
  entry: ['moved', assign({ letterPicture: null, letterAway: false })],
  initial: 'looking',
  on: {
    anotherWay: {
      target: 'handover',
      actions: { type: 'handOver', params: { reason: 'customerChoice' } },
    },
  },
  states: {
    looking: {
      invoke: { src: 'letterCamera', id: 'letterCamera' },
      on: {
        photograph: {
          guard: ({ context }) => !context.letterAway,
          actions: sendTo('letterCamera', { type: 'photograph' }),
        },
        'letter.taken': {
          target: 'taken',
          actions: assign(({ event }) => ({ letterPicture: event.picture, letterAway: false })),
        },
        'letter.camera': { actions: assign(({ event }) => ({ letterAway: event.away })) },
      },
    },
    taken: {
      entry: 'moved',
      on: {
        tryAgain: { target: 'looking', actions: assign({ letterPicture: null }) },
        continue: {
          target: '#onward',
          actions: [
            {
              type: 'recordFact',
              params: ({ context: { letterPicture } }) => ({
                type: 'letter',
                sha256: letterPicture?.sha256 ?? '',
                sealed: { jpegBase64: letterPicture?.jpegBase64 ?? '' },
              }),
            },
            assign(({ context }) => ({
              letterSha256: context.letterPicture?.sha256 ?? null,
              letterPicture: null,
            })),
          ],
        },
      },
    },
  },
});
