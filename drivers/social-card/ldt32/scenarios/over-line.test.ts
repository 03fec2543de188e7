import { afterEach, describe, expect, it } from 'vitest';
import { freePortPair } from '../../../kit/pcsc/simulator/free-ports.ts';
import { VpcdCard } from '../../../kit/pcsc/simulator/vpcd-card.ts';
import { VpcdLineSlot } from '../../../kit/pcsc/vpcd-line.ts';
import { Ldt32Reader } from '../driver/ldt32-reader.ts';
import { PsamChip } from '../simulator/psam-chip.ts';
import { SocialCardChip } from '../simulator/social-card-chip.ts';
import { testCard } from './testing/scenario.ts';

const codeOf = (result: { ok: boolean; error?: { code: string } }): string => result.error?.code ?? 'ok';
const open: { close(): Promise<void> }[] = [];

/** A machine without PC/SC: the driver listens as vpcd does, the same cards dial it. */
async function onLine() {
  const port = await freePortPair([]);
  const reader = new Ldt32Reader({
    ...{ slot: new VpcdLineSlot(port), psamSlot: new VpcdLineSlot(port + 1) },
    limits: { command: 300 },
  });
  const card = new VpcdCard({ host: '127.0.0.1', port });
  const psam = new VpcdCard({ host: '127.0.0.1', port: port + 1 });
  psam.insert(new PsamChip());
  open.push({
    close: async () => {
      card.remove();
      psam.remove();
      await reader.close();
    },
  });
  return { reader, card };
}
afterEach(async () => {
  for (const { close } of open.splice(0)) await close();
});

describe('social-security cards on a direct line', () => {
  it('are read, taken out and put in again', async () => {
    const { reader, card } = await onLine();
    for (const version of ['1.00', '2.00', '3.00'] as const) {
      card.insert(new SocialCardChip({ ...testCard, version }));
      expect(codeOf(await reader.waitForCard())).toBe('ok');
      expect(await reader.read()).toMatchObject({ ok: true, value: { version, pan: testCard.pan } });
      card.remove();
      expect(codeOf(await reader.waitForRemoval())).toBe('ok');
    }
  });

  it('that stay silent are given up, and what they say later is nobody’s answer', async () => {
    const { reader, card } = await onLine();
    const chip = new SocialCardChip(testCard);
    chip.inject({ fault: 'slow', ms: 450, on: 'readRecord', after: 1, times: 1 });
    card.insert(chip);
    expect(codeOf(await reader.read())).toBe('ok');
    chip.inject({ fault: 'mute', times: 1 });
    expect(codeOf(await reader.read())).toBe('ok');
  });

  it('that are pulled out in the middle are told', async () => {
    const { reader, card } = await onLine();
    const chip = new SocialCardChip(testCard);
    chip.inject({ fault: 'remove', on: 'readRecord', after: 2, times: 1 });
    reader.onRetry(() => card.insert(chip));
    card.insert(chip);
    expect(codeOf(await reader.read())).toBe('ok');
  });
});
