import { inspect } from 'node:util';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { checkValue, encryptBlocks } from '../../kit/ciphers/block-cipher.ts';
import { decipherPin } from '../pin-block/pin-block.ts';
import type { PinKind, WrappedKey } from '../pin-pad.ts';
import type { PinFacts } from '../rules/pin-rule.ts';
import { type ScreenKey, ScreenPinPad } from './screen-pin-pad.ts';

const hex = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'hex'));
const masterKey = hex('53494d554c415445444b455953494d55');
const sessionKey = hex('0123456789abcdeffedcba9876543210');
const facts: PinFacts = { birthDate: '1948-03-15', idNumber: '999900194803150021' };
const wrappedUnder = (algorithm: 'SM4' | '3DES'): WrappedKey => ({
  keyId: 'K-1',
  algorithm,
  wrapped: encryptBlocks(algorithm, masterKey, sessionKey),
  kcv: checkValue(algorithm, sessionKey),
});

let buffers: Uint8Array[];
let pad: ScreenPinPad;
const make = (algorithm: 'SM4' | '3DES' = 'SM4', hold = 300_000): ScreenPinPad =>
  new ScreenPinPad({
    masterKey: { algorithm, key: masterKey },
    timeouts: { hold, entry: 5000 },
    allocate: (length) => {
      const buffer = new Uint8Array(length);
      buffers.push(buffer);
      return buffer;
    },
  });
beforeEach(() => {
  buffers = [];
  pad = make();
});
afterEach(() => pad.close());

const type = (text: string): void => {
  for (const key of text) pad.press(key as ScreenKey);
};
async function entered(text: string, kind: PinKind = 'cardPin'): Promise<string> {
  const entry = pad.enter({ kind });
  type(text);
  pad.confirm();
  const done = await entry;
  if (!done.ok) throw new Error(done.error.code);
  return done.value;
}
const allZero = (): boolean => buffers.every((buffer) => buffer.every((byte) => byte === 0));

describe('typing', () => {
  it('counts digits, never more than six, and takes erase and clear', async () => {
    const counts: number[] = [];
    const entry = pad.enter({ kind: 'bankPin', onCount: (count) => counts.push(count) });
    type('12');
    pad.press('erase');
    pad.press('clear');
    pad.press('erase');
    type('2718289');
    pad.confirm();
    const done = await entry;
    expect(counts).toEqual([1, 2, 1, 0, 1, 2, 3, 4, 5, 6]);
    expect(done.ok).toBe(true);
    expect([...(buffers[0] as Uint8Array)]).toEqual([2, 7, 1, 8, 2, 8]);
  });

  it('confirms nothing that is too short, and nothing when nobody types', async () => {
    pad.press('1');
    pad.confirm();
    const entry = pad.enter({ kind: 'bankPin' });
    type('12345');
    pad.confirm();
    type('9');
    pad.confirm();
    expect((await entry).ok).toBe(true);
  });

  it('takes one entry at a time', async () => {
    const first = pad.enter({ kind: 'bankPin' });
    expect(await pad.enter({ kind: 'bankPin' })).toMatchObject({ error: { code: 'E2805' } });
    await pad.forget();
    expect(await first).toMatchObject({ error: { code: 'E1008' } });
  });

  it('whatever is pressed, what is held is what a person would count on their fingers', async () => {
    const keys = fc.array(
      fc.constantFrom<ScreenKey>('0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'erase', 'clear'),
    );
    await fc.assert(
      fc.asyncProperty(keys, async (pressed) => {
        buffers = [];
        const entry = pad.enter({ kind: 'cardPin' });
        let expected: number[] = [];
        for (const key of pressed) {
          pad.press(key);
          if (key === 'clear') expected = [];
          else if (key === 'erase') expected.pop();
          else if (expected.length < 6) expected.push(Number(key));
        }
        const held = [...(buffers[0] as Uint8Array)];
        expect(held).toEqual([...expected, ...new Array(6 - expected.length).fill(0)]);
        await pad.forget();
        await entry;
      }),
    );
  });
});

describe('the digits are overwritten', () => {
  it('when the entry is cancelled', async () => {
    const cancel = new AbortController();
    const entry = pad.enter({ kind: 'bankPin', signal: cancel.signal });
    type('2718');
    cancel.abort();
    expect(await entry).toMatchObject({ error: { code: 'E1008' } });
    expect(allZero()).toBe(true);
  });

  it('when it is not completed in time', async () => {
    vi.useFakeTimers();
    const entry = pad.enter({ kind: 'bankPin' });
    type('2718');
    vi.advanceTimersByTime(5000);
    vi.useRealTimers();
    expect(await entry).toMatchObject({ error: { code: 'E2806' } });
    expect(allZero()).toBe(true);
  });

  it('when the visit ends, and the handles are worth nothing then', async () => {
    const id = await entered('271828');
    await pad.forget();
    expect(allZero()).toBe(true);
    expect(await pad.check(id, facts)).toMatchObject({ error: { code: 'E2808' } });
    expect(await pad.pinBytes(id)).toMatchObject({ error: { code: 'E2808' } });
  });

  it('five minutes later at the latest', async () => {
    vi.useFakeTimers();
    await entered('271828');
    vi.advanceTimersByTime(299_999);
    expect(allZero()).toBe(false);
    vi.advanceTimersByTime(1);
    vi.useRealTimers();
    expect(allZero()).toBe(true);
  });

  it('when a third entry of the same kind comes; the other kind is not touched', async () => {
    const card = await entered('314159');
    const first = await entered('271828', 'bankPin');
    await entered('271829', 'bankPin');
    const third = pad.enter({ kind: 'bankPin' });
    expect([...(buffers[1] as Uint8Array)]).toEqual([0, 0, 0, 0, 0, 0]);
    expect(await pad.same(first, card)).toMatchObject({ error: { code: 'E2808' } });
    expect(await pad.check(card, facts)).toEqual({ ok: true, value: null });
    await pad.forget();
    await third;
  });

  it('each erased digit at once', () => {
    void pad.enter({ kind: 'bankPin' });
    type('27');
    pad.press('erase');
    expect([...(buffers[0] as Uint8Array)]).toEqual([2, 0, 0, 0, 0, 0]);
  });

  it('when the drivers worker closes it', async () => {
    await entered('271828');
    await pad.close();
    expect(allZero()).toBe(true);
    expect(await pad.keyCheck('session')).toMatchObject({ error: { code: 'E2812' } });
  });
});

describe('what is done with an entry', () => {
  it('says the rule it breaks, and whether two are the same', async () => {
    const birthday = await entered('480315');
    const other = await entered('271828');
    expect(await pad.check(birthday, facts)).toEqual({ ok: true, value: 'birthday' });
    expect(await pad.same(birthday, other)).toEqual({ ok: true, value: false });
    expect(await pad.same(other, await entered('271828'))).toEqual({ ok: true, value: true });
  });

  it.each([
    ['SM4', 4, 16],
    ['SM4', 0, 16],
    ['3DES', 0, 8],
  ] as const)('encrypts a block the bank can open: %s, format %d', async (algorithm, format, size) => {
    pad = make(algorithm);
    expect(await pad.loadSessionKey(wrappedUnder(algorithm))).toEqual({ ok: true, value: undefined });
    const id = await entered('271828', 'bankPin');
    const made = await pad.pinBlock(id, { format, pan: '9990001234567890123' });
    if (!made.ok) throw new Error(made.error.code);
    expect(made.value).toMatchObject({
      format,
      algorithm,
      keyId: 'K-1',
      kcv: checkValue(algorithm, sessionKey),
    });
    expect(made.value.block.length).toBe(size);
    const opened = decipherPin(
      format,
      { algorithm, key: sessionKey },
      made.value.block,
      '9990001234567890123',
    );
    expect([...(opened ?? [])]).toEqual([2, 7, 1, 8, 2, 8]);
  });

  it('gives the card PIN in clear to the chip, the bank PIN to nobody', async () => {
    expect(await pad.pinBytes(await entered('271828', 'cardPin'))).toEqual({
      ok: true,
      value: Uint8Array.of(2, 7, 1, 8, 2, 8),
    });
    expect(await pad.pinBytes(await entered('271828', 'bankPin'))).toMatchObject({
      error: { code: 'E2809' },
    });
  });
});

describe('keys', () => {
  it('refuses a session key whose check value is another, and keeps the one it had', async () => {
    await pad.loadSessionKey(wrappedUnder('SM4'));
    const wrong = { ...wrappedUnder('SM4'), keyId: 'K-2', kcv: '000000' };
    expect(await pad.loadSessionKey(wrong)).toMatchObject({ error: { code: 'E2813' } });
    expect(await pad.keyCheck('session')).toEqual({
      ok: true,
      value: { algorithm: 'SM4', kcv: checkValue('SM4', sessionKey) },
    });
    expect(await pad.keyCheck('master')).toEqual({
      ok: true,
      value: { algorithm: 'SM4', kcv: checkValue('SM4', masterKey) },
    });
  });

  it('without a key, with another cipher, in another format: says which of them', async () => {
    const pan = '9990001234567890123';
    const id = await entered('271828', 'bankPin');
    expect(await pad.pinBlock(id, { format: 4, pan })).toMatchObject({ error: { code: 'E2812' } });
    expect(await pad.loadSessionKey(wrappedUnder('3DES'))).toMatchObject({ error: { code: 'E2810' } });
    pad = make('3DES');
    await pad.loadSessionKey(wrappedUnder('3DES'));
    const second = await entered('271828', 'bankPin');
    expect(await pad.pinBlock(second, { format: 4, pan })).toMatchObject({ error: { code: 'E2810' } });
    expect(await pad.pinBlock(second, { format: 0, pan: '12' })).toMatchObject({ error: { code: 'E2810' } });
    pad = new ScreenPinPad({ masterKey: null });
    expect(await pad.loadSessionKey(wrappedUnder('SM4'))).toMatchObject({ error: { code: 'E2811' } });
    expect(await pad.keyCheck('master')).toMatchObject({ error: { code: 'E2811' } });
  });
});

it('shows nothing of a PIN or a key to whoever prints the pad or a failure', async () => {
  await pad.loadSessionKey(wrappedUnder('SM4'));
  const id = await entered('271828', 'bankPin');
  const refused = await pad.pinBytes(id);
  const shown =
    inspect([pad, refused, pad.status()], { depth: 10, showHidden: true }) + JSON.stringify([pad, refused]);
  for (const trace of ['271828', '2, 7, 1, 8, 2, 8', '2,7,1,8,2,8', 'sessionKey', '0123456789abcdef'])
    expect(shown).not.toContain(trace);
});
