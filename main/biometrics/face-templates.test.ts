import { randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import type { FaceTemplate } from '../../models/face/template.ts';
import { openFace, sealFace } from './face-templates.ts';
import { KeyHolder } from './key-holder.ts';

const face: FaceTemplate = { modelId: 'mobilefacenet', sha256: 'ab'.repeat(32), vectors: [[0.6, 0.8], [1]] };

it('a face is sealed under the name of its recogniser and opened again, by nobody else and as nothing else', () => {
  const keys = new KeyHolder();
  expect(sealFace(keys, 'aa', face)).toMatchObject({ error: { code: 'E5211' } });
  keys.take(randomBytes(32));
  const sealed = sealFace(keys, 'aa', face);
  if (!sealed.ok) throw new Error(sealed.error.message);
  expect(sealed.value).toMatchObject({
    ...{ subject: 'aa', kind: 'face', finger: null, device: 'mobilefacenet abababababab', version: 1 },
  });
  expect(Buffer.from(sealed.value.box).includes('vectors')).toBe(false);
  expect(openFace(keys, sealed.value)).toEqual({ ok: true, value: face });
  expect(openFace(keys, { ...sealed.value, subject: 'bb' })).toMatchObject({ error: { code: 'E5212' } });
  expect(openFace(keys, { ...sealed.value, kind: 'fingerVein' })).toMatchObject({ error: { code: 'E5105' } });
  const others = new KeyHolder();
  others.take(randomBytes(32));
  expect(openFace(others, sealed.value)).toMatchObject({ error: { code: 'E5212' } });
});
