import type { Bridge, Speech, ToCore } from '../../../main/contract/bridge.ts';
import { toScreenSchema } from '../../../main/contract/bridge.ts';
import type { DockState } from '../../../main/contract/dock.ts';
import type { KioskSnapshot } from '../../../main/contract/snapshot.ts';
import { Latest } from './latest.ts';

/** Waits between attempts to reach the core, in ms; the last one is repeated for as long as it takes. */
const backOffMs = [100, 250, 500, 1000, 2000, 3000];

/** The part of a WebSocket that is used, so that a test can stand in for it. */
export interface Socket {
  binaryType: string;
  send(data: string): void;
  onopen: (() => void) | null;
  onmessage: ((event: { data: unknown }) => void) | null;
  onclose: (() => void) | null;
}

/**
 * The bridge of the browser shell: text frames are JSON of the contract, binary frames are preview pictures. A frame that
 * is not of the contract is dropped. Reconnects for ever; what a person does while the core is away is not kept, as it
 * would be done later to another screen than the one they saw.
 *
 * @param open makes a connecting socket
 * @param later runs a task after some ms
 */
export const webSocketBridge = (
  open: () => Socket,
  later: (task: () => void, ms: number) => void,
): Bridge => {
  const snapshots = new Latest<KioskSnapshot>();
  const previews = new Latest<Uint8Array>(false);
  const speeches = new Latest<Speech>(false);
  const connection = new Latest<boolean>();
  const dock = new Latest<DockState>();
  let live: Socket | null = null;
  let attempt = 0;
  let shown = Number.NEGATIVE_INFINITY;

  const send = (message: ToCore) => live?.send(JSON.stringify(message));

  const receive = (data: unknown) => {
    if (data instanceof ArrayBuffer) {
      previews.tell(new Uint8Array(data));
      return;
    }
    const frame = toScreenSchema.safeParse(parse(data));
    if (!frame.success) return;
    const message = frame.data;
    if (message.kind === 'snapshot') {
      if (message.snapshot.revision < shown) return;
      shown = message.snapshot.revision;
      snapshots.tell(message.snapshot);
    } else if (message.kind === 'speech') speeches.tell(message.speech);
    else if (message.kind === 'dock') dock.tell(message.state);
  };

  const connect = () => {
    const socket = open();
    socket.binaryType = 'arraybuffer';
    socket.onopen = () => {
      live = socket;
      attempt = 0;
      // A core that was started again counts its revisions anew.
      shown = Number.NEGATIVE_INFINITY;
      connection.tell(true);
    };
    socket.onmessage = (event) => receive(event.data);
    socket.onclose = () => {
      live = null;
      connection.tell(false);
      later(connect, backOffMs[Math.min(attempt, backOffMs.length - 1)]!);
      attempt += 1;
    };
  };
  connect();

  return {
    onSnapshot: snapshots.listen,
    onPreview: previews.listen,
    onSpeech: speeches.listen,
    onConnection: connection.listen,
    sendIntent: (intent) => send({ kind: 'intent', intent }),
    // Whether there is a dock is told by its first state; without simulated devices none ever comes.
    dock: { onState: dock.listen, send: (operation) => send({ kind: 'dock', operation }) },
  };
};

const parse = (data: unknown): unknown => {
  if (typeof data !== 'string') return null;
  try {
    return JSON.parse(data);
  } catch {
    return null;
  }
};
