import type { Speech } from '../contract/bridge.ts';
import type { DockOperation, DockState } from '../contract/dock.ts';
import type { KioskIntent } from '../contract/intent.ts';
import type { Role } from '../contract/role.ts';
import type { KioskSnapshot } from '../contract/snapshot.ts';

/** What a shell needs of the core; main/app makes it. Nothing here throws for what a screen sends. */
export interface Core {
  snapshot(): KioskSnapshot;
  /** Called at every change. Returns the function that stops. */
  onSnapshot(listener: (snapshot: KioskSnapshot) => void): () => void;
  /** Policy (what a role may do) is checked behind this. */
  intent(role: Role, intent: KioskIntent): void;
  /** Preview pictures (JPEG), newest first priority: a shell may drop any. */
  onPreview(listener: (jpeg: Uint8Array) => void): () => void;
  onSpeech(listener: (speech: Speech) => void): () => void;
  /** Null unless simulated devices are configured. */
  readonly dock: CoreDock | null;
  /** A voice clip by its file name, or null. */
  clip(name: string): Uint8Array | null;
  /** Orderly end: workers stopped, ledger closed. */
  stop(): Promise<void>;
}

export interface CoreDock {
  /** Called at once with the present state and at every change. */
  onState(listener: (state: DockState) => void): () => void;
  operate(operation: DockOperation): void;
  /** PNG of a slip the simulated printer made, or null. */
  slipPng(id: string): Uint8Array | null;
}
