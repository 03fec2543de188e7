import { expect, it } from 'vitest';
import { ok } from '../contract/failure.ts';
import type { KioskSnapshot } from '../contract/snapshot.ts';
import { listeningPerson } from './listening-person.ts';

/** What the person heard, in order. */
function bench() {
  const heard: unknown[] = [];
  const hears = listeningPerson({
    call: async (method: string, input: object) => {
      heard.push([method, ...Object.values(input)]);
      return ok(undefined);
    },
  } as never);
  return { heard, shows: (view: object) => hears({ view } as KioskSnapshot) };
}

it('tells each turn of the head once, and that nothing is asked any more', () => {
  const { heard, shows } = bench();
  for (const guidance of ['turnLeft', 'turnLeft', 'holdStill', 'turnRight'])
    shows({ step: 'face', guidance });
  shows({ step: 'result' });
  expect(heard).toEqual([
    ['asked', 'left'],
    ['asked', 'right'],
    ['asked', 'nothing'],
  ]);
});

it('tells which finger is to be laid on: the one to enrol, or the first that was', () => {
  const { heard, shows } = bench();
  shows({ step: 'enrolFinger', finger: 'rightIndex' });
  shows({ step: 'enrolFinger', finger: 'rightMiddle' });
  shows({ step: 'enrolSign' });
  shows({ step: 'vein', fingers: ['leftIndex', 'rightMiddle'] });
  shows({ step: 'veinAgain' });
  expect(heard).toEqual([
    ['askedFinger', 'rightIndex'],
    ['askedFinger', 'rightMiddle'],
    ['askedFinger', null],
    ['askedFinger', 'leftIndex'],
    ['askedFinger', null],
  ]);
});
