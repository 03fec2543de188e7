import type { Speech } from '../../contract/bridge.ts';
import type { DockOperation, DockState } from '../../contract/dock.ts';
import type { KioskIntent } from '../../contract/intent.ts';
import { defaultComfort } from '../../contract/settings.ts';
import type { KioskSnapshot } from '../../contract/snapshot.ts';
import type { Core } from '../core.ts';

/** A core without a visit: it records what a shell hands it and says what a test wants said. */
export interface FakeCore extends Core {
  readonly intents: { role: string; intent: KioskIntent }[];
  readonly operations: DockOperation[];
  readonly waitForIntents: (count: number) => Promise<void>;
  tellSnapshot(revision: number): void;
  tellPreview(jpeg: Uint8Array): void;
  tellSpeech(speech: Speech): void;
  listeners(): number;
}

export function snapshotOf(revision: number): KioskSnapshot {
  return {
    revision,
    terminal: { id: 'T-1', branch: '测试网点', hotline: '12333', bankPhone: '95588' },
    simulated: true,
    business: 'certify',
    view: { step: 'welcome', enrolmentOffered: true, slipPossible: true, open: true, closedBecause: null },
    prompt: { id: 'welcome', slots: {}, say: 1 },
    overlay: 'none',
    comfort: defaultComfort,
    allowed: ['begin'],
    notice: null,
  };
}

const dockState: DockState = {
  cards: [],
  placedCardId: null,
  cardFaults: [],
  cardFault: null,
  readerPlugged: true,
  cameraSources: [],
  cameraSource: 'none',
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
  bank: 'normal',
  authority: 'normal',
  workers: [],
};

export function fakeCore(withDock = true): FakeCore {
  const snapshots = new Set<(s: KioskSnapshot) => void>();
  const previews = new Set<(j: Uint8Array) => void>();
  const speeches = new Set<(s: Speech) => void>();
  const docks = new Set<(s: DockState) => void>();
  const waiting = new Set<() => void>();
  const intents: FakeCore['intents'] = [];
  const operations: DockOperation[] = [];
  let revision = 1;
  const listen =
    <T>(set: Set<T>) =>
    (listener: T) => {
      set.add(listener);
      return () => void set.delete(listener);
    };
  return {
    intents,
    operations,
    waitForIntents: (count) =>
      new Promise((resolve) => {
        const check = (): void => {
          if (intents.length < count) return;
          waiting.delete(check);
          resolve();
        };
        waiting.add(check);
        check();
      }),
    snapshot: () => snapshotOf(revision),
    onSnapshot: listen(snapshots),
    onPreview: listen(previews),
    onSpeech: listen(speeches),
    intent: (role, intent) => {
      intents.push({ role, intent });
      for (const check of [...waiting]) check();
    },
    dock: withDock
      ? {
          onState: (listener) => {
            listener(dockState);
            return listen(docks)(listener);
          },
          operate: (operation) => void operations.push(operation),
          slipPng: (id) => (id === 'slip-1' ? new Uint8Array([0x89, 0x50, 0x4e, 0x47]) : null),
        }
      : null,
    clip: (name) => (name === 'hello.wav' ? new Uint8Array([1, 2, 3]) : null),
    stop: () => Promise.resolve(),
    tellSnapshot: (next) => {
      revision = next;
      for (const listener of snapshots) listener(snapshotOf(next));
    },
    tellPreview: (jpeg) => {
      for (const listener of previews) listener(jpeg);
    },
    tellSpeech: (speech) => {
      for (const listener of speeches) listener(speech);
    },
    listeners: () => snapshots.size + previews.size + speeches.size + docks.size,
  };
}
