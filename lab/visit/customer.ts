import { fingerSeed } from '../../fixtures/people/fingers.ts';
import { people } from '../../fixtures/people/people.ts';
import { listeningPerson } from '../../main/app/listening-person.ts';
import { ok } from '../../main/contract/failure.ts';
import type { KioskSnapshot } from '../../main/contract/snapshot.ts';
import type { LabDeviceHandle } from '../devices/client.ts';

/** The four devices of a certification, each a simulated one on the guest's USB. */
export interface TerminalDevices {
  readonly reader: LabDeviceHandle<'id-card'>;
  readonly camera: LabDeviceHandle<'camera'>;
  readonly scanner: LabDeviceHandle<'finger-vein'>;
  readonly printer: LabDeviceHandle<'printer'>;
}

/** A finger is laid on only when the screen has said which: the next one is asked for at the same moment as it is named. */
const LISTENS_MS = 1000;

/** An invented person before the devices of the lab, who does what the screen asks. */
export async function customer(id: string, { reader, camera, scanner }: TerminalDevices) {
  const person = people.find((one) => one.id === id);
  if (!person?.portrait) throw new Error(`nobody called ${id} who can be seen`);
  await camera.act('follow', person.portrait);
  const hears = listeningPerson({
    call: async (method, input) => {
      if (method === 'asked')
        await camera.act('hears', (input as { movement: 'left' | 'right' | 'nothing' }).movement);
      else {
        const { finger } = input as { finger: Parameters<typeof fingerSeed>[1] | null };
        await scanner.act('oblige', finger && { finger: fingerSeed(id, finger), pose: 'good' }, LISTENS_MS);
      }
      return ok(undefined) as never;
    },
  });
  return {
    hears: (snapshot: KioskSnapshot): void => hears(snapshot),
    placeCard: () => {
      const { kind, name, sex, nation, birthDate, address, idNumber, authority, validFrom, validTo } = person;
      return reader.act('placeCard', {
        ...{ kind, name, sex, nation, birthDate, address, idNumber, authority, validFrom, validTo },
      });
    },
    liftCard: () => reader.act('removeCard'),
  };
}
