import { PcscService } from '../drivers/kit/pcsc/pcsc-service.ts';
import { PcscSlot } from '../drivers/kit/pcsc/pcsc-slot.ts';
import { openPrivatePcscd } from '../drivers/kit/pcsc/simulator/private-pcscd.ts';
import { VpcdCard } from '../drivers/kit/pcsc/simulator/vpcd-card.ts';
import { Ldt32Reader } from '../drivers/social-card/ldt32/driver/ldt32-reader.ts';
import { SocialCardChip } from '../drivers/social-card/ldt32/simulator/social-card-chip.ts';
import { socialCards } from '../fixtures/social-cards/cards.ts';
import type { Figure, Measurement } from './kit/figure.ts';
import { spread } from './kit/statistics.ts';

const READS = 15;
const SINGLE = 40;
const LIMIT_MS = 2500;
/** GET CHALLENGE: the shortest command with an answer, sent through the same reader. */
const shortest = Uint8Array.from([0x00, 0x84, 0x00, 0x00, 0x08]);

/**
 * Reads a social-security card through a real PC/SC service and a virtual reader, and asks the same chip one command at a
 * time in between: a read should cost what its commands cost.
 */
export const measure: Measurement = async () => {
  const pcscd = await openPrivatePcscd(['SSC Reader']);
  const card = new VpcdCard({ host: '127.0.0.1', port: pcscd.readers[0]?.port ?? 0 });
  const service = new PcscService({ socket: pcscd.socket });
  const slot = new PcscSlot(service, 'SSC');
  let commands = 0;
  const reader = new Ldt32Reader({
    slot,
    simulated: true,
    trace: ({ direction }) => {
      if (direction === 'out') commands += 1;
    },
  });
  const figures: Figure[] = [];
  try {
    for (const id of ['li-changshun', 'wang-guizhi', 'sun-defu']) {
      const fixture = socialCards.find((one) => one.id === id);
      if (!fixture) throw new Error(`no card ${id}`);
      // The read alone is measured: the answer of an authority would be somebody else's time.
      const insert = async (): Promise<void> => {
        card.insert(
          new SocialCardChip({ ...fixture, version: fixture.version === '3.00' ? '2.00' : fixture.version }),
        );
        const there = await reader.waitForCard({ timeoutMs: 10_000 });
        if (!there.ok) throw new Error(there.error.message);
      };
      const takeOut = async (): Promise<void> => {
        card.remove();
        await reader.waitForRemoval({ timeoutMs: 10_000 });
      };
      await insert();
      const single = await singleCommands(slot);
      const whole: number[] = [];
      // One more than is counted: the first read compiles the code it runs through.
      for (let turn = 0; turn <= READS; turn += 1) {
        // As a person's card is read: freshly put in, so that no earlier operation has to be forgotten by a reset.
        await takeOut();
        await insert();
        commands = 0;
        const started = performance.now();
        const read = await reader.read();
        if (!read.ok) throw new Error(read.error.message);
        if (turn > 0) whole.push(performance.now() - started);
      }
      single.push(...(await singleCommands(slot)));
      // The mean: the service looks for the card in between, which costs one command in ten its turn, here and in the read.
      const one = single.reduce((sum, ms) => sum + ms, 0) / single.length;
      const reference = commands * one;
      figures.push({
        name: `read, version ${fixture.version.slice(0, 1)} ${fixture.interface}, ${commands} commands`,
        unit: 'ms',
        ...spread(whole),
        goal: {
          ...{ on: 'median' as const, reference, most: 1.1 },
          words: `<= 1.10 x ${commands} commands of ${one.toFixed(1)} ms`,
        },
        note: 'connecting to the chip included; without authentication',
      });
      await takeOut();
    }
  } finally {
    card.remove();
    await reader.close();
    await service.close();
    await pcscd.close();
  }
  return figures;
};

async function singleCommands(slot: PcscSlot): Promise<number[]> {
  const channel = await slot.connect({ limitMs: LIMIT_MS });
  if (!channel.ok) throw new Error(channel.error.message);
  const times: number[] = [];
  for (let turn = 0; turn < SINGLE; turn += 1) {
    const started = performance.now();
    const answer = await channel.value.transmit(shortest, { limitMs: LIMIT_MS });
    if (!answer.ok) throw new Error(answer.error.message);
    times.push(performance.now() - started);
  }
  await channel.value.disconnect();
  return times;
}
