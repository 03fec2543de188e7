import { z } from 'zod';
import type { DockOperation, DockState } from './dock.ts';
import { dockOperationSchema, dockStateSchema } from './dock.ts';
import type { KioskIntent } from './intent.ts';
import { kioskIntentSchema } from './intent.ts';
import type { KioskSnapshot } from './snapshot.ts';
import { kioskSnapshotSchema } from './snapshot.ts';

/**
 * The one interface a screen has to the core, the same in both shells. The electron shell puts it on
 * `window.yinling` from its preload; the browser shell's client makes it over a WebSocket on loopback.
 */
export interface Bridge {
  /** Called at once with the newest snapshot and at every change. Returns the function that stops. */
  onSnapshot(listener: (snapshot: KioskSnapshot) => void): () => void;
  sendIntent(intent: KioskIntent): void;
  /** Preview pictures (JPEG) while the view is `face` or `letter`. */
  onPreview(listener: (jpeg: Uint8Array) => void): () => void;
  /** Clip to play for a prompt, or null when the voice port is silent. */
  onSpeech(listener: (speech: Speech) => void): () => void;
  /** False while the core cannot be reached; the screen then says so. */
  onConnection(listener: (connected: boolean) => void): () => void;
  /** Present only when simulated devices are configured. */
  readonly dock: DockBridge | null;
}

export interface DockBridge {
  onState(listener: (state: DockState) => void): () => void;
  send(operation: DockOperation): void;
}

/** What the voice asks a screen to play: a clip the shell serves, with the start of each word for highlighting. */
export const speechSchema = z.object({
  /** Empty: stop what is playing. */
  clipUrl: z.string(),
  promptId: z.string(),
  /** 0..1 */
  gain: z.number(),
  words: z.array(z.object({ startMs: z.number(), from: z.number().int(), to: z.number().int() })),
});
export type Speech = z.infer<typeof speechSchema>;

/** Frames of the browser shell's WebSocket, text JSON; preview pictures travel as binary frames. */
export const toCoreSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('intent'), intent: kioskIntentSchema }),
  z.object({ kind: z.literal('dock'), operation: dockOperationSchema }),
]);
export const toScreenSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('hello'), dock: z.boolean() }),
  z.object({ kind: z.literal('snapshot'), snapshot: kioskSnapshotSchema }),
  z.object({ kind: z.literal('dock'), state: dockStateSchema }),
  z.object({ kind: z.literal('speech'), speech: speechSchema }),
]);
export type ToCore = z.infer<typeof toCoreSchema>;
export type ToScreen = z.infer<typeof toScreenSchema>;
