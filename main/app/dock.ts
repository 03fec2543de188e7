import type { DockOperation, DockState } from '../contract/dock.ts';
import type { SimulatedState, SimulatorsApi, SimulatorsEvents } from '../devices/simulators-api.ts';
import type { WorkerConnection } from '../workers/connect-worker.ts';

type AuthorityMode = DockState['authority'];
type BankMode = DockState['bank'];

interface DockParts {
  readonly simulators: WorkerConnection<SimulatorsApi, SimulatorsEvents>;
  readonly authority: { readonly mode: AuthorityMode; setMode(mode: AuthorityMode): void };
  readonly bank: { readonly mode: BankMode; setMode(mode: BankMode): void };
  /** The next card is another person's, but nobody else steps before the camera. */
  readonly personStays: () => boolean;
  readonly workers: readonly {
    readonly name: 'drivers' | 'vision';
    readonly connection: Pick<WorkerConnection<never, never>, 'state' | 'restarts' | 'onState' | 'kill'>;
  }[];
}

/** Slips kept as pictures for the dock. */
const KEPT_SLIPS = 20;
const OPERATE_LIMIT_MS = 15_000;

const nothingYet: SimulatedState = {
  cards: [],
  placedCardId: null,
  cardFaults: [],
  cardFault: null,
  readerPlugged: false,
  cameraSources: [],
  cameraSource: '',
  cameraFaults: [],
  cameraFault: null,
  cameraPlugged: false,
  printerFaults: [],
  printerFault: null,
  printerPlugged: false,
  slipInMouth: false,
  slips: [],
  socialCards: [],
  placedSocialCardId: null,
  socialCardFaults: [],
  socialCardFault: null,
  socialReaderPlugged: false,
  psamPresent: false,
  pinPadFaults: [],
  pinPadFault: null,
  pinPadPlugged: false,
  fingers: [],
  finger: null,
  fingerPose: 'good',
  fingerObliges: null,
  fingerFaults: [],
  fingerFault: null,
  fingerScannerPlugged: false,
};

/** The dock drawer's end in the core: state of everything simulated, and the operations on it. */
export function createDock({ simulators, authority, bank, personStays, workers }: DockParts) {
  const listeners = new Set<(state: DockState) => void>();
  const pngs = new Map<string, Uint8Array>();
  let devices = nothingYet;

  const state = (): DockState => ({
    ...devices,
    authority: authority.mode,
    bank: bank.mode,
    workers: workers.map(({ name, connection }) => ({
      name,
      state: connection.state,
      restarts: connection.restarts,
    })),
  });
  const tell = (): void => {
    const now = state();
    for (const listener of listeners) listener(now);
  };
  simulators.on('state', (next) => {
    devices = next;
    tell();
  });
  simulators.on('slip', ({ id, png }) => {
    pngs.set(id, png);
    const oldest = pngs.keys().next().value;
    if (pngs.size > KEPT_SLIPS && oldest !== undefined) pngs.delete(oldest);
  });
  for (const { connection } of workers) connection.onState(tell);

  return {
    onState: (listener: (state: DockState) => void): (() => void) => {
      listeners.add(listener);
      listener(state());
      return () => listeners.delete(listener);
    },
    operate: (operation: DockOperation): void => {
      if (operation.type === 'authority') {
        authority.setMode(operation.mode);
        tell();
      } else if (operation.type === 'bank') {
        bank.setMode(operation.mode);
        tell();
      } else if (operation.type === 'killWorker') {
        workers.find(({ name }) => name === operation.worker)?.connection.kill('SIGKILL');
      } else {
        const carriedOut =
          operation.type === 'placeCard' && personStays() ? { ...operation, personStays: true } : operation;
        void simulators.call('operate', carriedOut, { limitMs: OPERATE_LIMIT_MS });
      }
    },
    slipPng: (id: string): Uint8Array | null => pngs.get(id) ?? null,
  };
}
