import sharp from 'sharp';
import { expect, test } from 'vitest';
import { firstDecoderThatTakesIt } from './first-decoder-that-takes-it.ts';
import { noDecoder } from './no-decoder.ts';
import { isWlt } from './photo-decoder.ts';
import { emptySimulatedWlt, encodeSimulatedWlt, SimulatedPhotoDecoder } from './simulated-wlt.ts';

const simulatedPhotoDecoder = new SimulatedPhotoDecoder();

/** A drawn head on a light ground: enough structure to see whether the picture survives. */
const portrait = (): Promise<Buffer> =>
  sharp(
    Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="408" height="504">
      <rect width="408" height="504" fill="#dfe6ee"/><path d="M40 504q0-120 164-120t164 120z" fill="#334"/>
      <ellipse cx="204" cy="220" rx="118" ry="156" fill="#c99873"/><path d="M86 190q10-150 118-150t118 150q-60-80-118-80t-118 80z" fill="#2a2220"/>
      <ellipse cx="160" cy="215" rx="16" ry="9" fill="#fff"/><circle cx="160" cy="215" r="8" fill="#221"/>
      <ellipse cx="248" cy="215" rx="16" ry="9" fill="#fff"/><circle cx="248" cy="215" r="8" fill="#221"/>
      <path d="M204 220l-14 60h28z" fill="#b58463"/><path d="M166 316q38 24 76 0" stroke="#8c4a42" stroke-width="9" fill="none"/>
    </svg>`),
  )
    .png()
    .toBuffer();

test('a portrait fits into the 1024 bytes of a card photo and comes out as the same picture', async () => {
  const picture = await portrait();
  const wlt = await encodeSimulatedWlt(picture);
  expect(wlt.length).toBe(1024);
  expect(isWlt(wlt)).toBe(false);
  const decoded = await simulatedPhotoDecoder.decode(wlt);
  if (!decoded.ok) throw new Error(decoded.error.message);
  expect(decoded.value.rgb.length).toBe(102 * 126 * 3);
  const original = await sharp(picture).resize(102, 126).removeAlpha().raw().toBuffer();
  const difference = original.reduce(
    (sum, value, index) => sum + Math.abs(value - (decoded.value.rgb[index] as number)),
    0,
  );
  expect(difference / original.length).toBeLessThan(6);
});

test('no portrait, a damaged one and somebody else’s photo are told apart', async () => {
  expect(await simulatedPhotoDecoder.decode(emptySimulatedWlt())).toMatchObject({ error: { code: 'E2204' } });
  const damaged = await encodeSimulatedWlt(await portrait());
  damaged.fill(0xff, 14, 200);
  expect(await simulatedPhotoDecoder.decode(damaged)).toMatchObject({ error: { code: 'E2204' } });
  expect(await simulatedPhotoDecoder.decode(new Uint8Array(1024))).toMatchObject({
    error: { code: 'E2205' },
  });
});

test('decoders are asked in order until one takes the photo', async () => {
  const both = firstDecoderThatTakesIt([noDecoder, simulatedPhotoDecoder]);
  expect(await both.decode(await encodeSimulatedWlt(await portrait()))).toMatchObject({ ok: true });
  expect(await both.decode(new Uint8Array(1024))).toMatchObject({ error: { code: 'E2205' } });
  expect(await noDecoder.decode(new Uint8Array(1024))).toMatchObject({ error: { code: 'E2205' } });
});

test('a picture may also come as pixels', async () => {
  const { data, info } = await sharp(await portrait())
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const image = { width: info.width, height: info.height, channels: 3 as const, data: new Uint8Array(data) };
  expect(await encodeSimulatedWlt(image)).toEqual(await encodeSimulatedWlt(await portrait()));
});

test('what is no picture cannot become a photo', async () => {
  await expect(encodeSimulatedWlt(Buffer.from('no picture'))).rejects.toThrow();
});
