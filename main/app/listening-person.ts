import type { KioskSnapshot } from '../contract/snapshot.ts';
import type { FingerName } from '../contract/vein.ts';
import type { SimulatorsApi, SimulatorsEvents } from '../devices/simulators-api.ts';
import type { WorkerConnection } from '../workers/connect-worker.ts';

const LIMIT_MS = 5000;

/** Lets the simulated person before the simulated devices hear what the screen asks for: a turn of the head, a finger. */
export function listeningPerson(
  simulators: Pick<WorkerConnection<SimulatorsApi, SimulatorsEvents>, 'call'>,
): (snapshot: KioskSnapshot) => void {
  let last: 'nothing' | 'left' | 'right' = 'nothing';
  let finger: FingerName | null = null;
  return ({ view }) => {
    const now = view.step !== 'face' ? 'nothing' : (turns[view.guidance] ?? last);
    if (now !== last) {
      last = now;
      void simulators.call('asked', { movement: now }, { limitMs: LIMIT_MS });
    }
    const wanted = fingerAskedBy(view);
    if (wanted === finger) return;
    finger = wanted;
    void simulators.call('askedFinger', { finger }, { limitMs: LIMIT_MS });
  };
}

/** Any other guidance leaves the person to finish the movement. */
const turns: Readonly<Partial<Record<string, 'left' | 'right'>>> = { turnLeft: 'left', turnRight: 'right' };

/** Of several that were enrolled the first is the one to lay on. */
function fingerAskedBy(view: KioskSnapshot['view']): FingerName | null {
  if (view.step === 'enrolFinger') return view.finger;
  return view.step === 'vein' ? (view.fingers[0] ?? null) : null;
}
