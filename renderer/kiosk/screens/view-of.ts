import type { KioskStep, KioskView } from '../../../main/contract/snapshot.ts';

/** The view of one step as a property of its screen. */
export interface ViewOf<Step extends KioskStep> {
  readonly view: Extract<KioskView, { step: Step }>;
}
