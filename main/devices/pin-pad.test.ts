import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { decipherPin } from '../../drivers/pin-pad/pin-block/pin-block.ts';
import type { PadKey, PinKind } from '../contract/activation.ts';
import type { Result } from '../contract/failure.ts';
import type { PinHandle } from '../ports/pin-pad.ts';
import { openPinWorker, sessionKey } from './testing/pin-worker.ts';

const never = new AbortController().signal;
const pan = '9990001234567890123';
const facts = { birthDate: '1948-03-15', idNumber: '999900194803150021' };

let at: Awaited<ReturnType<typeof openPinWorker>>;
afterEach(() => at.close());

/** An entry that runs: its end, and a wait for a count of digits. */
function begin(kind: PinKind, signal: AbortSignal = never) {
  let seen = 0;
  const waiting = new Map<number, () => void>();
  const end = at.pinPad.enter(
    kind,
    (digits) => {
      seen = digits;
      waiting.get(digits)?.();
    },
    signal,
  );
  const counted = (digits: number): Promise<void> =>
    seen === digits ? Promise.resolve() : new Promise((resolve) => waiting.set(digits, resolve));
  return { end, counted };
}
const handleOf = (result: Result<PinHandle>): PinHandle => {
  if (!result.ok) throw new Error(`${result.error.code} ${result.error.message}`);
  return result.value;
};
async function onScreen(kind: PinKind, digits: string): Promise<PinHandle> {
  const { end, counted } = begin(kind);
  for (const digit of digits) at.pinPad.press(digit as PadKey);
  await counted(6);
  at.pinPad.confirm();
  return handleOf(await end);
}
const started = (): Promise<void> =>
  new Promise((resolve) => {
    const stop = at.simulator.onEvent((event) => {
      if (event.operation !== 'startEntry') return;
      stop();
      resolve();
    });
  });
async function onPad(kind: PinKind, digits: string): Promise<PinHandle> {
  const lit = started();
  const { end } = begin(kind);
  await lit;
  at.simulator.press(`${digits}#`);
  return handleOf(await end);
}
const away = (is: boolean): Promise<void> =>
  new Promise((resolve) => {
    const stop = at.drivers.on('device', ({ device, error }) => {
      if (device !== 'pinPad' || (error !== null) !== is) return;
      stop();
      resolve();
    });
  });
function opened(block: Result<{ readonly block: string }>): number[] | null {
  if (!block.ok) throw new Error(block.error.code);
  const digits = decipherPin(
    4,
    { algorithm: 'SM4', key: sessionKey },
    Buffer.from(block.value.block, 'hex'),
    pan,
  );
  return digits && [...digits];
}

describe('the keys on the screen', () => {
  beforeEach(async () => {
    at = await openPinWorker({ kind: 'screen', fallback: 'none' });
  });

  it('take a password twice, check it, and close it for the bank with a key fetched once', async () => {
    expect(at.pinPad.kind).toBe('screen');
    const first = await onScreen('bankPin', '271828');
    expect(await at.pinPad.check(first, facts)).toEqual({ ok: true, value: null });
    const second = await onScreen('bankPin', '271828');
    expect(await at.pinPad.same(first, second)).toEqual({ ok: true, value: true });
    const block = await at.pinPad.block(first, pan, never);
    expect(block).toMatchObject({
      ok: true,
      value: { format: 4, algorithm: 'SM4', keyId: 'K-1', kcv: '2677F4' },
    });
    expect(opened(block)).toEqual([2, 7, 1, 8, 2, 8]);
    expect(opened(await at.pinPad.block(first, pan, never))).toEqual([2, 7, 1, 8, 2, 8]);
    expect(at.keysAsked()).toBe(1);
    expect(await at.pinPad.check(await onScreen('cardPin', '480315'), facts)).toEqual({
      ok: true,
      value: 'birthday',
    });
  });

  it('forget everything at the end of a visit', async () => {
    const pin = await onScreen('bankPin', '271828');
    await at.pinPad.forget();
    expect(await at.pinPad.block(pin, pan, never)).toMatchObject({ error: { code: 'E2808' } });
  });

  it('a cancelled entry ends, and the next one begins with nothing', async () => {
    const cancel = new AbortController();
    const { end, counted } = begin('bankPin', cancel.signal);
    at.pinPad.press('2');
    await counted(1);
    cancel.abort();
    expect((await end).ok).toBe(false);
    const pin = await onScreen('bankPin', '314159');
    expect(opened(await at.pinPad.block(pin, pan, never))).toEqual([3, 1, 4, 1, 5, 9]);
  });

  it('a killed worker takes the passwords with it, and serves again when it is back', async () => {
    const before = await onScreen('bankPin', '271828');
    const { end, counted } = begin('bankPin');
    at.pinPad.press('2');
    await counted(1);
    at.drivers.kill('SIGKILL');
    expect(await end).toMatchObject({ ok: false, error: { code: 'E9001' } });
    // Answered when the new worker has opened its devices; keys pressed before that are lost, and the count shows it.
    expect((await at.drivers.call('pinForget', {}, { limitMs: 60_000 })).ok).toBe(true);
    const after = await onScreen('bankPin', '314159');
    expect(await at.pinPad.same(before, after)).toMatchObject({ error: { code: 'E2808' } });
    expect(opened(await at.pinPad.block(after, pan, never))).toEqual([3, 1, 4, 1, 5, 9]);
    expect(at.keysAsked()).toBe(1);
  });

  it('no password stands in any message, in the log or in what the worker wrote: single keys cross, and nothing else', async () => {
    const first = await onScreen('cardPin', '271828');
    const second = await onScreen('bankPin', '314159');
    await at.pinPad.check(first, facts);
    await at.pinPad.same(first, second);
    await at.pinPad.block(second, pan, never);
    await at.pinPad.forget();
    const told = at.told();
    for (const pin of ['271828', '314159'])
      for (const form of [pin, [...pin].join(','), [...pin].join(', '), Buffer.from(pin).toString('base64')])
        expect(told).not.toContain(form);
    const keys = at.messages.filter((message) => JSON.stringify(message).includes('"pinPress"'));
    expect(keys.length).toBe(12);
    for (const message of keys) expect(JSON.stringify(message)).toMatch(/\{"key":"\d"\}/);
  });
});

describe('an encrypting pad', () => {
  it('keeps the password: nothing but counts comes out of it', async () => {
    at = await openPinWorker();
    expect(at.pinPad.kind).toBe('pad');
    const first = await onPad('bankPin', '271828');
    const second = await onPad('bankPin', '271828');
    expect(await at.pinPad.same(first, second)).toEqual({ ok: true, value: true });
    expect(await at.pinPad.check(first, facts)).toEqual({ ok: true, value: null });
    const block = await at.pinPad.block(first, pan, never);
    expect(opened(block)).toEqual([2, 7, 1, 8, 2, 8]);
    expect(at.messages.some((message) => JSON.stringify(message).includes('"pinPress"'))).toBe(false);
    const told = at.told();
    expect(told).not.toContain('271828');
    expect(told).not.toContain('2, 7, 1, 8, 2, 8');
    await at.pinPad.forget();
    expect(at.simulator.wiped).toBe(true);
  });

  it('that is unplugged while somebody types gives way to the screen until the visit is over', async () => {
    at = await openPinWorker();
    const card = await onPad('cardPin', '271828');
    const lit = started();
    const { end, counted } = begin('bankPin');
    await lit;
    at.simulator.press('31');
    await counted(2);
    const gone = away(true);
    await at.simulator.unplug();
    expect(await end).toMatchObject({ ok: false, error: { code: 'E2814' } });
    await gone;
    expect(at.pinPad.kind).toBe('screen');
    expect(await at.pinPad.check(card, facts)).toMatchObject({ ok: false });
    const back = away(false);
    await at.simulator.replug();
    await back;
    // What was entered on one device cannot be compared with the other.
    expect(at.pinPad.kind).toBe('screen');
    const first = await onScreen('cardPin', '271828');
    expect(await at.pinPad.same(card, first)).toMatchObject({ error: { code: 'E2808' } });
    await at.pinPad.forget();
    expect(at.pinPad.kind).toBe('pad');
    await onPad('bankPin', '271828');
  });

  it('without a fallback is waited for', async () => {
    at = await openPinWorker({ fallback: 'none' });
    const gone = away(true);
    await at.simulator.unplug();
    await gone;
    expect(at.pinPad.kind).toBe('pad');
    expect(await at.pinPad.enter('bankPin', () => undefined, never)).toMatchObject({
      error: { code: 'E1005' },
    });
    const back = away(false);
    await at.simulator.replug();
    await back;
    await onPad('bankPin', '271828');
  });
});
