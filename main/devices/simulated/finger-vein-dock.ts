import { obligingPerson } from '../../../drivers/finger-vein/simulator/obliging-person.ts';
import type { LaidFinger, SimulatedFinger } from '../../../drivers/finger-vein/simulator/finger.ts';
import { type FixtureFinger, fingerLabels, fingerSeed } from '../../../fixtures/people/fingers.ts';
import { people } from '../../../fixtures/people/people.ts';
import type { SimulatedState } from '../simulators-api.ts';
import { openSimulatedScanner } from './simulated-scanners.ts';

type Pose = LaidFinger['pose'];
type DockState = Pick<
  SimulatedState,
  | 'fingers'
  | 'finger'
  | 'fingerPose'
  | 'fingerObliges'
  | 'fingerFaults'
  | 'fingerFault'
  | 'fingerScannerPlugged'
>;

const names = Object.keys(fingerLabels) as FixtureFinger[];
const USUAL: FixtureFinger = 'rightIndex';
/** Somebody else than the card holder: fingers that belong to no card. */
const STRANGER = { id: 'somebody-else', name: '别人' } as const;

const idOf = (personId: string, finger: FixtureFinger): string => `${personId}:${finger}`;

/** Without a simulated scanner there is nothing to work. */
export const noFingerVeinState: DockState = {
  fingers: [],
  finger: null,
  fingerPose: 'good',
  fingerObliges: null,
  fingerFaults: [],
  fingerFault: null,
  fingerScannerPlugged: false,
};

/** The simulated finger-vein scanner as the dock works it: whose fingers are at hand follows the card that was placed. */
export async function openFingerVeinDock(kind: 'xg' | 'hitachi' | 'imageScanner', onChange: () => void) {
  const scanner = await openSimulatedScanner(kind);
  /** Before the first card: the person of the first card. */
  let person: { readonly id: string; readonly name: string } = people[0] ?? STRANGER;
  let laid: string | null = null;
  let pose: Pose = 'good';
  let obliges: string | null = idOf(person.id, USUAL);
  /** What the screen asks for; null: any. */
  let wanted: FixtureFinger | null = null;
  let fault: string | null = null;
  let plugged = true;

  const seedOf = (id: string): number | null => {
    const [personId = '', finger = ''] = id.split(':');
    const known = personId === STRANGER.id || people.some((one) => one.id === personId);
    const name = names.find((one) => one === finger);
    return known && name ? fingerSeed(personId, name) : null;
  };
  /** Whoever is asked for one finger and obliges with another does not listen: the person does, a stranger does not. */
  const obliging = (): string | null =>
    obliges !== null && wanted !== null && obliges.startsWith(`${person.id}:`)
      ? idOf(person.id, wanted)
      : obliges;
  const shown = (id: string | null): SimulatedFinger | null => {
    const seed = id === null ? null : seedOf(id);
    return seed === null ? null : { finger: seed, pose };
  };
  /** Lays this finger on; an id that nobody has changes nothing. */
  const place = (id: string | null): void => {
    const finger = shown(id);
    if (!finger) return;
    laid = id;
    scanner.placeFinger(finger);
    onChange();
  };
  const lift = (): void => {
    laid = null;
    scanner.liftFinger();
    onChange();
  };
  const stopObliging = obligingPerson(
    {
      get finger() {
        return scanner.finger;
      },
      onAsk: (listener) => scanner.onAsk(listener),
      placeFinger: () => place(obliging()),
      liftFinger: lift,
    },
    () => shown(obliging()),
  );

  return {
    ports: scanner.ports,
    state: (): DockState => ({
      fingers: [person, STRANGER].flatMap(({ id, name }) =>
        names.map((finger) => ({ id: idOf(id, finger), label: `${name}：${fingerLabels[finger]}` })),
      ),
      finger: laid,
      fingerPose: pose,
      fingerObliges: obliges,
      fingerFaults: [...scanner.faults],
      fingerFault: fault,
      fingerScannerPlugged: plugged,
    }),
    place: (id: string, as: Pose): void => {
      pose = as;
      place(id);
    },
    lift,
    /** Null: from now on nobody lays a finger on by themselves. */
    setObliging: (id: string | null, as: Pose): void => {
      pose = as;
      obliges = id !== null && seedOf(id) === null ? null : id;
    },
    /** Somebody else stands there; who obliges now obliges with the same finger, a stranger stays a stranger. */
    follow: (next: { readonly id: string; readonly name: string } | null): void => {
      const before = person;
      person = next ?? people[0] ?? STRANGER;
      if (obliges?.startsWith(`${before.id}:`)) obliges = `${person.id}${obliges.slice(before.id.length)}`;
    },
    /** The finger that the screen asks for; whoever obliges takes it away when the screen goes on. */
    hears: (finger: FixtureFinger | null): void => {
      wanted = finger;
      if (finger === null && laid !== null && obliges !== null) lift();
    },
    setFault: (name: string | null): void => {
      fault = scanner.faults.find((known) => known === name) ?? null;
      scanner.setFault(fault);
    },
    plug: async (wish: boolean): Promise<void> => {
      if (wish === plugged) return;
      plugged = wish;
      if (wish) await scanner.replug();
      else await scanner.unplug();
    },
    close: (): Promise<void> => {
      stopObliging();
      return scanner.stop();
    },
  };
}
