import { notDecodable, type PhotoDecoder } from './photo-decoder.ts';

/** For terminals without a licensed library: every photo is E2205, and the screen shows a silhouette instead. */
export const noDecoder: PhotoDecoder = {
  name: 'none',
  decode: () => Promise.resolve(notDecodable('no decoder is configured')),
  close: () => Promise.resolve(),
};
