import { socialCards } from '../../../fixtures/social-cards/cards.ts';
import { freePortPair } from '../../../drivers/kit/pcsc/simulator/free-ports.ts';
import { openPrivatePcscd, type PrivatePcscd } from '../../../drivers/kit/pcsc/simulator/private-pcscd.ts';
import { VpcdCard } from '../../../drivers/kit/pcsc/simulator/vpcd-card.ts';
import { type ChipFault, ChipFaults } from '../../../drivers/social-card/ldt32/simulator/faults.ts';
import { PsamChip } from '../../../drivers/social-card/ldt32/simulator/psam-chip.ts';
import { SocialCardChip } from '../../../drivers/social-card/ldt32/simulator/social-card-chip.ts';
import type { SimulatedPorts } from '../simulators-api.ts';

/** Faults the dock offers for the social-card reader, by the name it shows. */
const faults: Readonly<Record<string, ChipFault>> = {
  读时拔出: { fault: 'remove', on: 'readRecord', after: 4, times: 1 },
  松了一下: { fault: 'loose', on: 'readRecord', after: 3, times: 1 },
  没有反应: { fault: 'mute' },
  反应很慢: { fault: 'slow', ms: 300 },
  记录标识错: { fault: 'wrongTag', on: 'readRecord' },
  记录不完整: { fault: 'shortRecord', on: 'readRecord' },
  状态字错: { fault: 'statusWord', sw: 0x6f00, on: 'readRecord' },
  认证不通过: { fault: 'statusWord', sw: 0x6982, on: 'externalAuth' },
  不让改密码: { fault: 'statusWord', sw: 0x6985, on: 'changePin' },
  改密码时拔出: { fault: 'remove', on: 'changePin', done: true, times: 1 },
};
export const socialCardFaultNames = Object.keys(faults);
export const socialCardList = socialCards.map(({ id, label, note }) => ({ id, label, note }));

const READER = 'SSC Reader';
const PSAM_READER = 'PSAM Reader';

/**
 * The simulated social-card reader and PSAM as the dock works them: in a PC/SC service of its own, or, where none can be
 * started, on two loopback lines which the driver reads as it would a reader. `why` says which, for the log.
 */
export async function openSocialCardDock(onChange: () => void) {
  const pcscd: PrivatePcscd | { readonly why: string } = await openPrivatePcscd([READER, PSAM_READER]).catch(
    (error: unknown) => ({ why: error instanceof Error ? error.message : String(error) }),
  );
  const private_ = 'socket' in pcscd ? pcscd : null;
  const linePort = private_ ? 0 : await freePortPair([]);
  const address = (slot: 0 | 1) => ({
    host: '127.0.0.1',
    port: private_?.readers[slot]?.port ?? linePort + slot,
  });
  const shared = new ChipFaults();
  const chips = new Map<string, SocialCardChip>();
  let placed: string | null = null;
  let fault: string | null = null;
  let plugged = true;
  let psamPresent = false;
  const card = new VpcdCard(address(0), (inserted) => {
    if (!inserted) placed = null;
    onChange();
  });
  const psam = new VpcdCard(address(1));
  const setPsam = (present: boolean): void => {
    psamPresent = present;
    if (present) psam.insert(new PsamChip());
    else psam.remove();
  };
  setPsam(true);

  const ports: SimulatedPorts['socialCard'] = private_
    ? { kind: 'pcsc', socket: private_.socket, reader: READER, psam: PSAM_READER }
    : { kind: 'line', port: linePort, psamPort: linePort + 1 };
  return {
    ports,
    /** Null when a real PC/SC service stands between. */
    why: private_ ? null : 'why' in pcscd ? pcscd.why : null,
    state: () => ({
      placedSocialCardId: placed,
      socialCardFault: fault,
      socialReaderPlugged: plugged,
      psamPresent,
    }),
    place: (cardId: string): void => {
      const fixture = socialCards.find(({ id }) => id === cardId);
      if (!fixture) return;
      // What was written to a chip stays on it while the terminal runs.
      const chip = chips.get(cardId) ?? new SocialCardChip(fixture, shared);
      chips.set(cardId, chip);
      card.remove();
      placed = cardId;
      card.insert(chip);
    },
    remove: (): void => card.remove(),
    setFault: (name: string | null): void => {
      shared.clear();
      const chosen = name === null ? undefined : faults[name];
      fault = chosen ? name : null;
      if (chosen) shared.inject(chosen);
    },
    /** Unplugged is the whole service stopped: the driver sees neither reader. On lines only the cards are gone. */
    plug: async (wanted: boolean): Promise<void> => {
      if (wanted === plugged) return;
      plugged = wanted;
      if (wanted) await private_?.start();
      else await private_?.stop();
    },
    setPsam,
    close: async (): Promise<void> => {
      card.remove();
      psam.remove();
      await private_?.close();
    },
  };
}
