import { readFileSync } from 'node:fs';
import { encodeSimulatedWlt } from '../../../drivers/id-card/photo/simulated-wlt.ts';
import type { SimulatedFault } from '../../../drivers/id-card/sdt/simulator/faults.ts';
import { SdtSimulator } from '../../../drivers/id-card/sdt/simulator/sdt-simulator.ts';
import { people } from '../../../fixtures/people/people.ts';
import type { PersonFixture } from '../../../fixtures/people/schema.ts';
import { portraitFile } from '../../../fixtures/portraits/subject.ts';

/** Faults the dock offers for the card reader, by the name it shows. */
const faults: Readonly<Record<string, SimulatedFault>> = {
  读卡出错: { fault: 'answer', sw3: 0x41, on: ['read', 'readFingerprint'] },
  卡动了一下: { fault: 'cardMoved', on: 'read', times: 1 },
  读时拿走: { fault: 'cardLifted', on: 'read', times: 1 },
  没有回答: { fault: 'mute' },
  回答很慢: { fault: 'slow', ms: 1200 },
  校验和错: { fault: 'badChecksum' },
  前有杂音: { fault: 'garbage' },
  模块自检坏: { fault: 'answer', sw3: 0x60 },
  模块没授权: { fault: 'answer', sw3: 0x66 },
};

export const cardFaultNames = Object.keys(faults);
export const cardList = people.map(({ id, label, note }) => ({ id, label, note }));

/** The simulated card reader as the dock works it. */
export async function openIdCardDock() {
  const simulator = new SdtSimulator();
  await simulator.start();
  let placed: PersonFixture | null = null;
  let fault: string | null = null;
  let plugged = true;
  return {
    path: simulator.path,
    get placed() {
      return placed;
    },
    state: () => ({ placedCardId: placed?.id ?? null, cardFault: fault, readerPlugged: plugged }),
    place: async (cardId: string): Promise<boolean> => {
      const person = people.find(({ id }) => id === cardId);
      if (!person) return false;
      if (placed) simulator.removeCard();
      const { kind, name, englishName, sex, nation, nationality, birthDate, address, idNumber } = person;
      const { authority, validFrom, validTo, travelPermit, newAddresses, portrait } = person;
      simulator.placeCard({
        ...{ kind, name, sex, nation, birthDate, address, idNumber, authority, validFrom, validTo },
        ...(englishName === undefined ? {} : { englishName }),
        ...(nationality === undefined ? {} : { nationality }),
        ...(travelPermit === undefined ? {} : { travelPermit }),
        ...(newAddresses === undefined ? {} : { newAddresses: [...newAddresses] }),
        ...(portrait === null ? {} : { portraitWlt: await chipPhoto(portrait) }),
      });
      placed = person;
      return true;
    },
    remove: (): void => {
      simulator.removeCard();
      placed = null;
    },
    setFault: (name: string | null): void => {
      simulator.clearFaults();
      const chosen = name === null ? undefined : faults[name];
      fault = chosen ? name : null;
      if (chosen) simulator.inject(chosen);
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

const chipPhotos = new Map<string, Uint8Array>();

/** The photo block of a card with this portrait, in the simulator's own format. */
async function chipPhoto(portrait: string): Promise<Uint8Array> {
  const known = chipPhotos.get(portrait);
  if (known) return known;
  const block = await encodeSimulatedWlt(readFileSync(portraitFile(portrait)));
  chipPhotos.set(portrait, block);
  return block;
}
