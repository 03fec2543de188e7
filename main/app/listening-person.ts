import type { KioskSnapshot } from '../contract/snapshot.ts';
import type { SimulatorsApi, SimulatorsEvents } from '../devices/simulators-api.ts';
import type { WorkerConnection } from '../workers/connect-worker.ts';

const LIMIT_MS = 5000;

/** Lets the simulated person before the simulated camera hear what the screen asks for. */
export function listeningPerson(
  simulators: WorkerConnection<SimulatorsApi, SimulatorsEvents>,
): (snapshot: KioskSnapshot) => void {
  let last: 'nothing' | 'left' | 'right' = 'nothing';
  return ({ view }) => {
    const now = view.step !== 'face' ? 'nothing' : (turns[view.guidance] ?? last);
    if (now === last) return;
    last = now;
    void simulators.call('asked', { movement: now }, { limitMs: LIMIT_MS });
  };
}

/** Any other guidance leaves the person to finish the movement. */
const turns: Readonly<Partial<Record<string, 'left' | 'right'>>> = { turnLeft: 'left', turnRight: 'right' };
