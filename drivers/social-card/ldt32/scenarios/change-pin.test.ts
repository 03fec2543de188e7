import { describe, expect, it } from 'vitest';
import { pin, scenario } from './testing/scenario.ts';

const codeOf = (result: { ok: boolean; error?: { code: string } }): string => result.error?.code ?? 'ok';

describe('changing the password on the chip', () => {
  it('puts the new one there and nothing of it into the trace', async () => {
    const { reader, insert, trace } = scenario();
    const chip = insert();
    expect(codeOf(await reader.changePin(pin('123456'), pin('739164')))).toBe('ok');
    expect(chip.pin).toEqual({ value: '739164', triesLeft: 6 });
    expect(JSON.stringify(trace)).not.toMatch(/739164|123456/);
  });

  it('counts wrong old ones down to locked', async () => {
    const { reader, insert } = scenario();
    const chip = insert({ chipPin: '581937', pinTriesLeft: 2 });
    const first = await reader.changePin(pin('123456'), pin('739164'));
    expect(first).toMatchObject({
      ok: false,
      error: { code: 'E2531', message: expect.stringMatching(/left 1/) },
    });
    expect(codeOf(await reader.changePin(pin('123456'), pin('739164')))).toBe('E2532');
    expect(codeOf(await reader.changePin(pin('581937'), pin('739164')))).toBe('E2532');
    expect(chip.pin).toEqual({ value: '581937', triesLeft: 0 });
  });

  it.each([
    ['before it was written', false],
    ['after it was written', true],
  ])('does not know the password of a card that went away %s', async (_when, done) => {
    const { reader, insert } = scenario();
    insert().inject({ fault: 'remove', on: 'changePin', done, times: 1 });
    expect(codeOf(await reader.changePin(pin('123456'), pin('739164')))).toBe('E2540');
  });

  it('does not know it after silence either, but does when the command never left', async () => {
    const { reader, insert } = scenario();
    const chip = insert();
    chip.inject({ fault: 'mute', on: 'changePin', times: 1 });
    expect(codeOf(await reader.changePin(pin('123456'), pin('739164')))).toBe('E2540');
    chip.inject({ fault: 'mute', on: 'select', times: 1 });
    expect(codeOf(await reader.changePin(pin('123456'), pin('739164')))).toBe('E2507');
    expect(chip.pin.value).toBe('123456');
  });

  it('is not called off once the command is on its way', async () => {
    const { reader, insert } = scenario();
    const chip = insert();
    const stop = new AbortController();
    chip.inject({ fault: 'slow', ms: 80, on: 'changePin' });
    const change = reader.changePin(pin('123456'), pin('739164'), { signal: stop.signal });
    chip.onEvent(({ operation }) => operation === 'select' && setTimeout(() => stop.abort(), 20));
    expect(codeOf(await change)).toBe('ok');
    expect(chip.pin.value).toBe('739164');
  });

  it('takes six digits and nothing else', async () => {
    const { reader, insert } = scenario();
    const chip = insert();
    for (const wrong of ['', '12345', '1234567', '12345a'])
      expect(codeOf(await reader.changePin(pin('123456'), pin(wrong)))).toBe('E2533');
    expect(chip.pin).toEqual({ value: '123456', triesLeft: 6 });
  });

  it('tells a refusal of another kind', async () => {
    const { reader, insert } = scenario();
    insert().inject({ fault: 'statusWord', sw: 0x6a86, on: 'changePin', times: 1 });
    expect(codeOf(await reader.changePin(pin('123456'), pin('739164')))).toBe('E2530');
  });
});
