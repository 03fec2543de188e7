import { expect, it } from 'vitest';
import type { DockState } from '../contract/dock.ts';
import { ok } from '../contract/failure.ts';
import type { SimulatedState } from '../devices/simulators-api.ts';
import { createDock } from './dock.ts';

type Parts = Parameters<typeof createDock>[0];

const simulatedState: SimulatedState = {
  cards: [{ id: 'a', label: '甲', note: '' }],
  placedCardId: null,
  cardFaults: [],
  cardFault: null,
  readerPlugged: true,
  cameraSources: [],
  cameraSource: 'turnBoth',
  cameraFaults: [],
  cameraFault: null,
  cameraPlugged: true,
  printerFaults: [],
  printerFault: null,
  printerPlugged: true,
  slipInMouth: false,
  slips: [],
  socialCards: [],
  placedSocialCardId: null,
  socialCardFaults: [],
  socialCardFault: null,
  socialReaderPlugged: true,
  psamPresent: true,
  pinPadFaults: [],
  pinPadFault: null,
  pinPadPlugged: true,
  fingers: [],
  finger: null,
  fingerPose: 'good',
  fingerObliges: null,
  fingerFaults: [],
  fingerFault: null,
  fingerScannerPlugged: true,
};

function bench(agentHere = false) {
  const events = new Map<string, (payload: unknown) => void>();
  const calls: unknown[] = [];
  const kills: string[] = [];
  let mode: DockState['authority'] = 'normal';
  const worker = (name: 'drivers' | 'vision'): Parts['workers'][number] => ({
    name,
    connection: {
      state: 'up',
      restarts: 2,
      onState: (listener) => {
        events.set(`${name} state`, listener as (payload: unknown) => void);
        return () => true;
      },
      kill: (signal) => void kills.push(`${name} ${signal}`),
    },
  });
  const dock = createDock({
    simulators: {
      on: (event: string, listener: (payload: unknown) => void) => events.set(event, listener),
      call: async (...call: unknown[]) => {
        calls.push(call);
        return ok(undefined);
      },
    } as unknown as Parts['simulators'],
    personStays: () => agentHere,
    bank: { mode: 'normal', setMode: () => undefined },
    authority: {
      get mode() {
        return mode;
      },
      setMode: (next) => {
        mode = next;
      },
    },
    workers: [worker('drivers'), worker('vision')],
  });
  const states: DockState[] = [];
  const stop = dock.onState((state) => states.push(state));
  return { dock, events, calls, kills, states, stop };
}

it('tells its state at once, and again at every change of a device, a worker or the authority', () => {
  const { dock, events, states, stop } = bench();
  expect(states).toHaveLength(1);
  expect(states[0]).toMatchObject({ cards: [], readerPlugged: false, authority: 'normal' });
  events.get('state')?.(simulatedState);
  events.get('drivers state')?.('restarting');
  dock.operate({ type: 'authority', mode: 'away' });
  expect(states.map(({ cards, authority }) => [cards.length, authority])).toEqual([
    [0, 'normal'],
    [1, 'normal'],
    [1, 'normal'],
    [1, 'away'],
  ]);
  expect(states.at(-1)?.workers).toEqual([
    { name: 'drivers', state: 'up', restarts: 2 },
    { name: 'vision', state: 'up', restarts: 2 },
  ]);
  stop();
  events.get('state')?.(simulatedState);
  expect(states).toHaveLength(4);
});

it('kills the worker that it is asked to kill, and no other', () => {
  const { dock, kills, calls } = bench();
  dock.operate({ type: 'killWorker', worker: 'vision' });
  expect(kills).toEqual(['vision SIGKILL']);
  expect(calls).toEqual([]);
});

it('hands on to the simulators what concerns a device', () => {
  const { dock, calls } = bench();
  const operation = { type: 'printerFault', fault: '没纸了' } as const;
  dock.operate(operation);
  expect(calls).toEqual([['operate', operation, { limitMs: 15_000 }]]);
});

it('lets an agent stand before the camera while the card of another person is laid down', () => {
  const { dock, calls } = bench(true);
  dock.operate({ type: 'placeCard', cardId: 'a' });
  expect(calls).toEqual([
    ['operate', { type: 'placeCard', cardId: 'a', personStays: true }, { limitMs: 15_000 }],
  ]);
});

it('keeps the pictures of the last 20 slips and knows no other', () => {
  const { dock, events } = bench();
  for (let n = 1; n <= 25; n += 1) events.get('slip')?.({ id: `slip-${n}`, png: new Uint8Array([n]) });
  expect(dock.slipPng('slip-5')).toBeNull();
  expect(dock.slipPng('slip-6')).toEqual(new Uint8Array([6]));
  expect(dock.slipPng('slip-25')).toEqual(new Uint8Array([25]));
  expect(dock.slipPng('../log/yinling.log')).toBeNull();
});
