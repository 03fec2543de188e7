import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { readCode } from '../read-code.ts';
import { ScannedCode } from '../scanned-code.ts';
import { next, scenario } from './scenario.ts';

const card = 'SIM-CARD:9999/aZ~{}"|?';

describe('code-scanner over keyboard', () => {
  const at = scenario();

  it('tells a code that is shown while somebody wants one', async () => {
    expect(await at.scanner.open()).toMatchObject({ ok: true, value: { product: 'Simulated code scanner' } });
    expect(at.scanner.status()).toMatchObject({ state: 'online', simulated: true });
    at.scanner.enable();
    const told = next(at.scanner);
    at.simulator.show(card);
    await told;
    expect(at.told).toEqual([card]);
  });

  it('takes the keyboard for itself, so that nothing of it reaches a screen', async () => {
    await at.scanner.open();
    const [device] = await at.bus.list();
    expect(await at.bus.open(device!, 0)).toMatchObject({ error: { code: 'E1002' } });
    await at.scanner.close();
    expect(await at.bus.open(device!, 0)).toMatchObject({ ok: true });
  });

  it('throws away what nobody wants, and never takes the end of it for a code', async () => {
    await at.scanner.open();
    at.simulator.show('unwanted');
    await expect.poll(() => at.trace.map(({ text }) => text)).toEqual(['a code of 8 characters, not wanted']);
    at.scanner.enable();
    const told = next(at.scanner);
    at.simulator.show('wanted');
    await told;
    expect(at.told).toEqual(['wanted']);
    at.scanner.disable();
    at.simulator.show('unwanted again');
    await expect.poll(() => at.trace).toHaveLength(3);
    expect(at.told).toEqual(['wanted']);
  });

  it('tells one that is held there twice once', async () => {
    await at.scanner.open();
    at.scanner.enable();
    at.simulator.inject('double');
    at.simulator.show(card);
    const told = next(at.scanner);
    at.simulator.show('another');
    await told;
    await expect.poll(() => at.told).toEqual([card, 'another']);
  });

  it.each([
    ['garbled', 'E2702'],
    ['rollOver', 'E2702'],
    ['stall', 'E2702'],
    ['cut', 'E2703'],
  ] as const)('refuses a code that comes %s, and reads the next', async (fault, code) => {
    await at.scanner.open();
    at.scanner.enable();
    at.simulator.inject(fault);
    const refused = next(at.scanner);
    at.simulator.show(card);
    await refused;
    const read = next(at.scanner);
    at.simulator.show(card);
    await read;
    expect(at.told).toEqual([code, card]);
    expect(at.scanner.status().state).toBe('online');
  });

  it('refuses one that is longer than any card', async () => {
    await at.scanner.open();
    at.scanner.enable();
    const refused = next(at.scanner);
    at.simulator.show('x'.repeat(101));
    await refused;
    expect(at.told).toEqual(['E2704']);
  });

  it('reads once, within its time, until it is called off', async () => {
    expect(await readCode(at.scanner, { timeoutMs: 1000 })).toMatchObject({ error: { code: 'E2706' } });
    await at.scanner.open();
    const reading = readCode(at.scanner, { timeoutMs: 20_000 });
    at.simulator.inject('cut');
    at.simulator.show(card);
    await next(at.scanner);
    at.simulator.show(card);
    const read = await reading;
    expect(read.ok && read.value.reveal()).toBe(card);
    expect(await readCode(at.scanner, { timeoutMs: 10 })).toMatchObject({ error: { code: 'E2705' } });
    const signal = AbortSignal.abort();
    expect(await readCode(at.scanner, { timeoutMs: 1000, signal })).toMatchObject({
      error: { code: 'E1008' },
    });
  });

  it('knows what it is', async () => {
    expect(await at.scanner.selfTest()).toMatchObject({ error: { code: 'E2701' } });
    await at.scanner.open();
    expect(await at.scanner.selfTest()).toMatchObject({ ok: true, value: { serialNumber: 'SIM-CODE-1' } });
  });

  it('puts nothing that was scanned into a trace', async () => {
    await at.scanner.open();
    at.scanner.enable();
    const told = next(at.scanner);
    at.simulator.show(card);
    await told;
    expect(JSON.stringify(at.trace)).not.toContain(card.slice(0, 8));
    expect(at.trace.map(({ text }) => text)).toEqual([`a code of ${card.length} characters`]);
  });
});

describe.each([
  ['that repeats what is held down', { repeats: true }],
  ['that presses the next key before it lets go', { rolls: true }],
  ['that refuses to be told its protocol', { stubborn: true }],
])('code-scanner over keyboard %s', (_what, traits) => {
  const at = scenario(traits);

  it('is read as any other', async () => {
    await at.scanner.open();
    at.scanner.enable();
    const told = next(at.scanner);
    at.simulator.show('bookkeeper 1122');
    await told;
    expect(at.told).toEqual(['bookkeeper 1122']);
  });
});

describe('code-scanner over keyboard without an end', () => {
  const at = scenario({ end: 'none' }, { kind: 'keyboard', end: 'silence' });

  it('has told the code when it falls silent', async () => {
    await at.scanner.open();
    at.scanner.enable();
    const told = next(at.scanner);
    at.simulator.show(card);
    await told;
    expect(at.told).toEqual([card]);
  });
});

describe('code-scanner over hid-pos', () => {
  const at = scenario({ dataAt: 2 }, { kind: 'hidPos', dataAt: 2 });

  it('tells a code in one report, and one in two', async () => {
    await at.scanner.open();
    at.scanner.enable();
    for (const code of [card, 'y'.repeat(90)]) {
      const told = next(at.scanner);
      at.simulator.show(code);
      await told;
    }
    expect(at.told).toEqual([card, 'y'.repeat(90)]);
  });

  it.each([
    ['garbled', 'E2702'],
    ['cut', 'E2703'],
  ] as const)('refuses a code that comes %s', async (fault, code) => {
    await at.scanner.open();
    at.scanner.enable();
    at.simulator.inject(fault);
    const refused = next(at.scanner);
    at.simulator.show(card);
    await refused;
    expect(at.told).toEqual([code]);
  });
});

describe('a scanned code', () => {
  it('shows itself to nobody who does not ask', () => {
    const code = new ScannedCode(Buffer.from('secret'));
    const shown = [
      `${code}`,
      JSON.stringify({ code }),
      inspect({ code }, { showHidden: true, depth: 5 }),
    ].join();
    expect(shown).not.toContain('secret');
    expect(code.reveal()).toBe('secret');
    expect(code.mark).toBe(new ScannedCode(Buffer.from('secret')).mark);
    code.forget();
    expect(code.reveal()).not.toContain('s');
  });
});
