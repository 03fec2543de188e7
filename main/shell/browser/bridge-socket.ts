import type { WebSocket } from 'ws';
import { type ToScreen, toCoreSchema } from '../../contract/bridge.ts';
import type { Log } from '../../log/log.ts';
import type { Core } from '../core.ts';
import { MessageLimit } from '../message-limit.ts';

/** Limits of one screen's connection, each far above what a person can cause. */
export const bridgeLimits = {
  /** The largest message of a screen is a comfort change of some 200 bytes. */
  maxMessageBytes: 16_384,
  /** Sustained messages per second, and how many may come at once. */
  messagesPerSecond: 30,
  burst: 60,
  /** A preview picture is dropped while more than this waits to be sent: late pictures are worthless. */
  previewBacklogBytes: 131_072,
  /** A screen that takes nothing any more is disconnected; it reloads and gets the whole snapshot. */
  stuckBacklogBytes: 8_388_608,
} as const;

/** Close codes of RFC 6455 with our error code as reason. */
const closeUnsupported = 1003;
const closePolicy = 1008;

/** Connects one screen to the core until either goes away. Everything that comes in is checked; garbage closes. */
export function serveScreen(
  socket: WebSocket,
  core: Core,
  log: Log,
  now: () => number = () => performance.now(),
): void {
  const refuse = (code: number, errorCode: 'E9020' | 'E9021', reason: string): void => {
    log('screen-refused', { reason });
    socket.close(code, errorCode);
  };
  const send = (frame: ToScreen): void => {
    if (socket.bufferedAmount > bridgeLimits.stuckBacklogBytes) socket.terminate();
    else if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(frame));
  };

  const limit = new MessageLimit(bridgeLimits.messagesPerSecond, bridgeLimits.burst, now());
  socket.on('message', (data, isBinary) => {
    // Messages that were already on their way when the connection was refused count for nothing.
    if (socket.readyState !== socket.OPEN) return;
    if (!limit.take(now())) {
      refuse(closePolicy, 'E9021', 'flood');
      return;
    }
    if (isBinary) {
      refuse(closeUnsupported, 'E9020', 'binary');
      return;
    }
    const message = toCoreSchema.safeParse(parseJson(String(data)));
    if (!message.success) {
      refuse(closePolicy, 'E9020', 'message');
      return;
    }
    if (message.data.kind === 'intent') core.intent('kiosk', message.data.intent);
    else if (core.dock) core.dock.operate(message.data.operation);
    else refuse(closePolicy, 'E9020', 'dock');
  });
  // A message above the size limit or broken framing: ws closes with 1009 or 1002 by itself.
  socket.on('error', () => log('screen-refused', { reason: 'framing' }));

  send({ kind: 'hello', dock: core.dock !== null });
  send({ kind: 'snapshot', snapshot: core.snapshot() });
  const stops = [
    core.onSnapshot((snapshot) => send({ kind: 'snapshot', snapshot })),
    core.onSpeech((speech) => send({ kind: 'speech', speech })),
    core.onPreview((jpeg) => {
      if (socket.readyState === socket.OPEN && socket.bufferedAmount <= bridgeLimits.previewBacklogBytes) {
        socket.send(jpeg, { binary: true });
      }
    }),
    core.dock?.onState((state) => send({ kind: 'dock', state })),
  ];
  socket.once('close', () => {
    for (const stop of stops) stop?.();
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
