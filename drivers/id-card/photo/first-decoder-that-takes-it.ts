import { notDecodable, type PhotoDecoder } from './photo-decoder.ts';

/**
 * Asks one decoder after the other until one does not answer "not mine" (E2205). Lets a terminal that is being tried out
 * read simulated and real cards.
 */
export function firstDecoderThatTakesIt(decoders: readonly PhotoDecoder[]): PhotoDecoder {
  return {
    name: decoders.map((decoder) => decoder.name).join('+'),
    async decode(wlt, signal) {
      for (const decoder of decoders) {
        const photo = await decoder.decode(wlt, signal);
        if (photo.ok || photo.error.code !== 'E2205') return photo;
      }
      return notDecodable('none of the configured decoders takes it');
    },
    close: async () => {
      await Promise.all(decoders.map((decoder) => decoder.close()));
    },
  };
}
