import { afterEach, beforeEach, expect, it } from 'vitest';
import { ScreenPinPad } from '../../drivers/pin-pad/screen/screen-pin-pad.ts';
import type { PadKey, PinKind } from '../contract/activation.ts';
import { pinPadService } from './pin-pad-service.ts';

const never = new AbortController().signal;
let buffers: Uint8Array[];
let service: ReturnType<typeof pinPadService>;

beforeEach(() => {
  buffers = [];
  const screen = new ScreenPinPad({
    masterKey: null,
    allocate: (length) => {
      const buffer = new Uint8Array(length);
      buffers.push(buffer);
      return buffer;
    },
  });
  service = pinPadService({ pad: null, screen });
});
afterEach(() => service.close());

async function entered(kind: PinKind, digits: string): Promise<string> {
  const entry = service.enter({ kind, by: 'screen' }, () => undefined, never);
  for (const digit of digits) service.press(digit as PadKey);
  service.confirm();
  const done = await entry;
  if (!done.ok) throw new Error(done.error.code);
  return done.value.handleId;
}

it('gives the card PIN to the card driver as ASCII digits, in bytes of its own', async () => {
  const handle = await entered('cardPin', '271828');
  const bytes = await service.pinBytes(handle, never);
  if (!bytes.ok) throw new Error(bytes.error.code);
  expect(Buffer.from(bytes.value).toString()).toBe('271828');
  bytes.value.fill(0);
  expect([...(buffers[0] as Uint8Array)]).toEqual([2, 7, 1, 8, 2, 8]);
});

it('gives a bank PIN to nobody, and an unknown handle is gone', async () => {
  expect(await service.pinBytes(await entered('bankPin', '271828'), never)).toMatchObject({
    error: { code: 'E2809' },
  });
  expect(await service.pinBytes('', never)).toMatchObject({ error: { code: 'E2808' } });
  expect(await service.check('', { birthDate: '', idNumber: '' }, never)).toMatchObject({
    error: { code: 'E2808' },
  });
});

it('overwrites every digit at the end of a visit and at the end of the worker', async () => {
  await entered('cardPin', '271828');
  await entered('bankPin', '314159');
  await service.forget();
  for (const buffer of buffers) expect([...buffer]).toEqual([0, 0, 0, 0, 0, 0]);
  await entered('bankPin', '161803');
  await service.close();
  for (const buffer of buffers) expect([...buffer]).toEqual([0, 0, 0, 0, 0, 0]);
});

it('says that a pad that is not configured is not there', async () => {
  expect(await service.enter({ kind: 'bankPin', by: 'pad' }, () => undefined, never)).toMatchObject({
    error: { code: 'E2804' },
  });
});
