import { setImmediate as turn } from 'node:timers/promises';
import { CameraSimulator } from '../../../drivers/camera/simulator/camera-simulator.ts';
import type { Asked } from '../../../fixtures/heads/clips.ts';
import { type CameraFault, cameraFaults } from '../../../drivers/camera/simulator/faults.ts';
import { cameraSource, cameraSourceList, DEFAULT_SOURCE } from './camera-sources.ts';

export { cameraFaults, cameraSourceList };

/** Before the first card: the person of the first card. */
const FIRST_PORTRAIT = 'astronaut';
/** Sources whose person does what the screen asks. */
const listeners: ReadonlySet<string> = new Set(['turnBoth', 'stranger']);

/** The simulated camera as the dock works it: who stands before it follows the card that was placed. */
export async function openCameraDock(size: { readonly width: number; readonly height: number }) {
  const simulator = new CameraSimulator(size);
  await simulator.start();
  let source = DEFAULT_SOURCE;
  let asked: Asked = 'nothing';
  let portrait = FIRST_PORTRAIT;
  let fault: CameraFault | null = null;
  let plugged = true;
  let wish = 0;

  /**
   * The newest wish wins: a clip that took long to draw must not replace a later choice. Until it is drawn nobody stands
   * there, for the person before must not be taken for this one.
   */
  const show = async (): Promise<void> => {
    const mine = ++wish;
    const wanted = cameraSource(source, portrait, asked);
    const ready = await Promise.race([wanted.then(() => true), turn(false)]);
    if (!ready) {
      const nobody = await cameraSource('nobody', FIRST_PORTRAIT);
      if (mine === wish) await simulator.setSource(nobody);
    }
    const clip = await wanted;
    if (mine === wish) await simulator.setSource(clip);
  };
  return {
    url: simulator.url,
    state: () => ({ cameraSource: source, cameraFault: fault, cameraPlugged: plugged }),
    show,
    setSource: (id: string): Promise<void> => {
      if (cameraSourceList.some((known) => known.id === id)) source = id;
      return show();
    },
    follow: (cardPortrait: string | null): Promise<void> => {
      portrait = cardPortrait ?? FIRST_PORTRAIT;
      return show();
    },
    /** What the screen asks for now; who stands there does it, as far as they are one who listens. */
    hears: (what: Asked): Promise<void> => {
      if (what === asked) return Promise.resolve();
      asked = what;
      return listeners.has(source) ? show() : Promise.resolve();
    },
    setFault: (name: string | null): void => {
      simulator.clearFaults();
      fault = cameraFaults.find((known) => known === name) ?? null;
      if (fault) simulator.inject(fault);
    },
    plug: async (wanted: boolean): Promise<void> => {
      if (wanted === plugged) return;
      plugged = wanted;
      if (wanted) await simulator.replug();
      else await simulator.unplug();
    },
    close: () => simulator.stop(),
  };
}
