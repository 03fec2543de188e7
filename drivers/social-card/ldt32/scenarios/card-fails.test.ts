import { describe, expect, it } from 'vitest';
import type { ChipFault } from '../simulator/faults.ts';
import { SocialCardChip } from '../simulator/social-card-chip.ts';
import { scenario, simulatedHsm, testCard } from './testing/scenario.ts';

const codeOf = (result: { ok: boolean; error?: { code: string } }): string => result.error?.code ?? 'ok';

describe('a card that fails while it is read', () => {
  it('is read again when it is back, and the person is told', async () => {
    const { reader, insert, slot, retries } = scenario();
    const chip = insert();
    chip.inject({ fault: 'remove', on: 'readRecord', after: 3, times: 1 });
    reader.onRetry(() => queueMicrotask(() => slot.insert(chip)));
    expect(await reader.read()).toMatchObject({ ok: true, value: { name: '测试员' } });
    expect(retries).toMatchObject([{ reason: 'cardMoved', attempt: 1, cause: { code: 'E2506' } }]);
  });

  it('that was taken away and not brought back says so in the end', async () => {
    const { reader, insert, retries } = scenario();
    insert().inject({ fault: 'remove', on: 'select', times: 1 });
    expect(codeOf(await reader.read({ timeoutMs: 200 }))).toBe('E2506');
    expect(retries).toHaveLength(1);
  });

  it.each<[string, ChipFault, string, number]>([
    ['mute for ever', { fault: 'mute' }, 'E2507', 2],
    ['slow beyond the limit', { fault: 'slow', ms: 2000, on: 'select' }, 'E2507', 2],
    ['garbage status words', { fault: 'statusWord', sw: 0x1234, on: 'readRecord' }, 'E2516', 2],
    ['records cut short', { fault: 'shortRecord', on: 'readRecord' }, 'E2514', 2],
    ['wrong tags', { fault: 'wrongTag', on: 'readRecord' }, 'E2513', 0],
  ])('%s is a value with a code', async (_what, fault, code, retried) => {
    const { reader, insert, retries } = scenario();
    insert().inject(fault);
    expect(codeOf(await reader.read())).toBe(code);
    expect(retries).toHaveLength(retried);
  });

  it('comes through when the fault passes', async () => {
    for (const fault of [
      { fault: 'mute', times: 1 },
      { fault: 'loose', on: 'readRecord', after: 2, times: 1 },
      { fault: 'slow', ms: 50 },
    ] as const) {
      const { reader, insert } = scenario();
      insert().inject(fault);
      expect(codeOf(await reader.read()), fault.fault).toBe('ok');
    }
  });

  it('is recovered from: the next card is read', async () => {
    const { reader, insert, slot } = scenario();
    insert().inject({ fault: 'mute' });
    expect(codeOf(await reader.read())).toBe('E2507');
    slot.remove();
    expect(codeOf(await reader.waitForRemoval())).toBe('ok');
    insert();
    expect(codeOf(await reader.read())).toBe('ok');
  });

  it('ends at once when it is cancelled, and at its limit when no card comes', async () => {
    const { reader, insert } = scenario();
    const stop = new AbortController();
    const chip = insert();
    chip.inject({ fault: 'slow', ms: 200 });
    chip.onEvent(() => stop.abort());
    expect(codeOf(await reader.read({ signal: stop.signal }))).toBe('E1008');
    expect(codeOf(await reader.waitForRemoval({ timeoutMs: 100 }))).toBe('E2511');
    const empty = scenario();
    expect(codeOf(await empty.reader.waitForCard({ timeoutMs: 100 }))).toBe('E2510');
    const waiting = empty.reader.waitForCard();
    expect(codeOf(await empty.reader.read())).toBe('E2509');
    empty.slot.insert(new SocialCardChip(testCard));
    expect(codeOf(await waiting)).toBe('ok');
  });

  it('tells a reader that goes away in the middle, and when it is back', async () => {
    const { reader, insert, slot } = scenario();
    const chip = insert();
    const states: (string | undefined)[] = [];
    reader.onStatus((status) => states.push(status.errorCode));
    chip.inject({ fault: 'slow', ms: 100 });
    const stopUnplugging = chip.onEvent(() => slot.unplug());
    expect(codeOf(await reader.read({ timeoutMs: 300 }))).toBe('E2501');
    expect(codeOf(await reader.waitForRemoval())).toBe('E2501');
    stopUnplugging();
    slot.replug();
    chip.clearFaults();
    expect(codeOf(await reader.read())).toBe('ok');
    expect(states).toEqual(['E2501', undefined]);
  });
});

describe('a card that has to be authenticated', () => {
  const third = { version: '3.00' } as const;

  it('is not read without PSAM and HSM', async () => {
    const { reader, insert } = scenario();
    insert(third);
    expect(codeOf(await reader.read())).toBe('E2525');
  });

  it('that is not genuine is told from an authority that errs', async () => {
    const { reader, insert } = scenario();
    insert(third);
    const wrong = async (part: 'internal' | 'external') =>
      codeOf(
        await reader.read({
          askHsm: async (question) => {
            const { value } = await simulatedHsm(question);
            return { ok: true, value: { ...value, [part]: '00'.repeat(16) } };
          },
        }),
      );
    expect(await wrong('internal')).toBe('E2520');
    expect(await wrong('external')).toBe('E2523');
  });

  it('hands on what the authority says when it cannot answer, and its silence', async () => {
    const { reader, insert } = scenario({ limits: { hsm: 500 } });
    insert(third);
    const away = { code: 'E6101', action: 'reset', message: 'away' } as const;
    expect(codeOf(await reader.read({ askHsm: async () => ({ ok: false, error: away }) }))).toBe('E6101');
    expect(codeOf(await reader.read({ askHsm: () => new Promise(() => undefined) }))).toBe('E1007');
  });

  it('names a PSAM that fails', async () => {
    const { reader, insert, psamSlot } = scenario({ psam: true });
    insert(third);
    psamSlot.insert(new SocialCardChip(testCard));
    expect(codeOf(await reader.read())).toBe('E2522');
    expect(await reader.read({ askHsm: simulatedHsm })).toMatchObject({
      ok: true,
      value: { authenticatedBy: 'hsm' },
    });
  });
});
