import type { DriversApi, DriversEvents } from '../devices/drivers-api.ts';
import type { Log } from '../log/log.ts';
import type { VisitSession } from '../session/visit-session.ts';
import type { WorkerConnection } from '../workers/connect-worker.ts';

interface Watched {
  readonly drivers: WorkerConnection<DriversApi, DriversEvents>;
  readonly vision: Pick<WorkerConnection<never, never>, 'onState' | 'state'>;
  readonly session: VisitSession;
  readonly log: Log;
  /** Runs after every (re)start of the drivers worker: opens the devices again. */
  readonly configureDrivers: () => void;
  /** The keys on the screen take over while the PIN pad is away. */
  readonly pinFallback: boolean;
}

/** E9002 while a worker restarts, E9003 when its restart budget is spent (main/contract/errors/app-codes.ts). */
const codeOf = (state: string): string => (state === 'down' ? 'E9003' : 'E9002');

/** Tells the visit which services are away and which are back. */
export function watchServices(watched: Watched): void {
  const { drivers, vision, session, log, configureDrivers, pinFallback } = watched;
  const watchWorker = (service: 'drivers' | 'vision', state: string): void => {
    if (state === 'up') session.send({ type: 'service', service, change: 'back' });
    else if (state === 'restarting' || state === 'down')
      session.send({ type: 'service', service, change: 'lost', code: codeOf(state) });
  };
  drivers.onState((state) => {
    if (state === 'up') configureDrivers();
    watchWorker('drivers', state);
  });
  vision.onState((state) => watchWorker('vision', state));
  drivers.on('device', ({ device, error }) => {
    log('device-state', {
      device,
      state: error ? 'offline' : 'online',
      code: error?.code ?? 'none',
      simulated: session.snapshot.simulated,
    });
    // A visit goes on without lamps and is not told of them.
    if (device === 'lights') return;
    session.send(
      error
        ? { type: 'service', service: device, change: 'lost', code: error.code }
        : { type: 'service', service: device, change: 'back' },
    );
    // What was entered in the pad is gone with it, but entering goes on at once.
    if (device === 'pinPad' && error && pinFallback)
      session.send({ type: 'service', service: device, change: 'back' });
  });
  drivers.on('found', ({ kind, model, score, others }) =>
    log('device-found', { device: kind, model, score, others }),
  );
  drivers.on('cardMoved', () => session.send({ type: 'cardMoved' }));
  drivers.on('socialCardMoved', () => session.send({ type: 'socialCardMoved' }));
}
