import type { Lights } from '../../drivers/auxiliaries/lights/lights.ts';
import { ok, type Result } from '../contract/failure.ts';
import { allLampsOff, lampNames, type Lamps, type LampState, type LampName } from '../ports/lamps.ts';
import { lightOf } from './lights-devices.ts';

export interface LightsService {
  /**
   * Brings about what each lamp is to show; lamps without a relay are passed over. The last wish counts: one that comes while another
   * is brought about takes its place. Answers the first failure; what the board missed it gets when it is back.
   */
  set(lamps: Lamps): Promise<Result<void>>;
  /** Everything off. */
  close(): Promise<void>;
}

/** The lamps as the drivers worker offers them. Opens them, dark, without waiting for the board: nothing of a visit hangs on it. */
export function lightsService(lights: Lights): LightsService {
  const told = new Map<LampName, LampState>();
  const own = lampNames.filter((lamp) => lights.names.includes(lightOf[lamp]));
  let wanted = allLampsOff;
  let closed = false;

  const bringAbout = async (): Promise<Result<void>> => {
    let first: Result<void> = ok(undefined);
    for (const lamp of own) {
      const state = wanted[lamp];
      if (closed || told.get(lamp) === state) continue;
      told.set(lamp, state);
      const done = await lights.set(lightOf[lamp], state);
      if (done.ok) continue;
      if (first.ok) first = done;
      // A relay that hung is tried again at the next step, whatever it is to show.
      if (lights.status().state === 'online') told.delete(lamp);
    }
    return first;
  };
  // Kept as wishes until the board is there: whatever a program that died left on goes out.
  for (const lamp of own) {
    told.set(lamp, 'off');
    void lights.set(lightOf[lamp], 'off');
  }
  let turn = lights.open();

  return {
    set: (lamps) => {
      wanted = lamps;
      turn = turn.then(bringAbout);
      return turn;
    },
    close: async () => {
      closed = true;
      await turn;
      await lights.close();
    },
  };
}
