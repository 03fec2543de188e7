import { pathToFileURL } from 'node:url';

/** Where a word begins: `textAt` counts UTF-16 units of the engine text from 0. */
export interface WordStart {
  readonly textAt: number;
  readonly startMs: number;
}

export interface Utterance {
  readonly samples: Int16Array;
  readonly sampleRate: number;
  readonly words: readonly WordStart[];
}

export interface Engine {
  /** Reads `text` (hanzi, and pinyin such as `huan2kuan3` set off by spaces). The same call gives the same samples. */
  synthesise(text: string, rate: number): Utterance;
  /** The engine's own phonemes, one syllable with its tone after the other. */
  phonemes(text: string): string;
}

interface EngineEvent {
  readonly type: string;
  readonly text_position: number;
  readonly audio_position: number;
}
interface EngineWorker {
  readonly samplerate: number;
  set_voice(name: string): void;
  set_rate(rate: number): void;
  synthesize(text: string, onChunk: (samples: Int16Array, events: readonly EngineEvent[]) => boolean): void;
  convert_to_phonemes(text: string, ipa: boolean): { readonly ptr: number };
}
interface EngineModule {
  readonly HEAPU8: Uint8Array;
  readonly eSpeakNGWorker: new () => EngineWorker;
}

/** The voice that reads hanzi and inline pinyin; Debian's `cmn` of the same name is broken (docs/voice.md). */
const VOICE = 'cmn-latn-pinyin';

const concat = (chunks: readonly Int16Array[]): Int16Array => {
  const whole = new Int16Array(chunks.reduce((sum, chunk) => sum + chunk.length, 0));
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
};

/** Starts the engine whose module lies at `path`. */
export async function openEngine(path: string): Promise<Engine> {
  const factory = (await import(pathToFileURL(path).href)) as { default: () => Promise<EngineModule> };
  const module = await factory.default();
  const worker = new module.eSpeakNGWorker();
  worker.set_voice(VOICE);
  // The breath in a voice is noise whose seed goes on from one sentence to the next. The engine's memory is put back
  // before each sentence, so that a clip does not depend on what was spoken before it.
  const atRest = module.HEAPU8.slice();
  return {
    synthesise(text, rate) {
      module.HEAPU8.set(atRest);
      worker.set_rate(rate);
      const chunks: Int16Array[] = [];
      const words: WordStart[] = [];
      // Positions count code points; our texts are checked to hold none outside the basic plane.
      worker.synthesize(text, (samples, events) => {
        chunks.push(samples);
        for (const event of events)
          if (event.type === 'word')
            words.push({ textAt: event.text_position - 1, startMs: event.audio_position });
        return false;
      });
      return { samples: concat(chunks), sampleRate: worker.samplerate, words };
    },
    phonemes(text) {
      const start = worker.convert_to_phonemes(text, false).ptr;
      const end = module.HEAPU8.indexOf(0, start);
      return Buffer.from(module.HEAPU8.slice(start, end)).toString('utf8');
    },
  };
}
