import type { Speech } from '../../../main/contract/bridge.ts';
import type { Spoken } from './highlight.ts';
import { wordAt } from './highlight.ts';

/**
 * Plays the clips the voice port sends. The screen never waits for it: without a clip, without a sound device or with a
 * clip that does not load, the caption stands and nothing else happens.
 */
export class SpeechPlayer {
  readonly #tell: (spoken: Spoken | null) => void;
  readonly #audio = new Audio();
  #gain: GainNode | null = null;
  #context: AudioContext | null = null;
  #speech: Speech | null = null;
  #frame = 0;

  /** @param tell called with the word being spoken, and with null when nothing is */
  constructor(tell: (spoken: Spoken | null) => void) {
    this.#tell = tell;
    this.#audio.preload = 'auto';
    this.#audio.onended = () => this.stop();
    this.#audio.onerror = () => this.stop();
  }

  /** Plays a clip from its start, in place of what plays; an empty clip only stops. */
  play(speech: Speech): void {
    this.stop();
    if (speech.clipUrl === '') return;
    this.#speech = speech;
    this.#setGain(Math.min(Math.max(speech.gain, 0), 1));
    this.#audio.src = speech.clipUrl;
    this.#audio.play().then(
      () => this.#follow(),
      () => this.stop(),
    );
  }

  stop(): void {
    cancelAnimationFrame(this.#frame);
    if (this.#speech === null) return;
    this.#speech = null;
    this.#audio.pause();
    this.#tell(null);
  }

  close(): void {
    this.stop();
    this.#audio.removeAttribute('src');
    void this.#context?.close();
  }

  /** Through Web Audio, whose gain does not click; the element's own volume where there is no audio context. */
  #setGain(gain: number): void {
    try {
      if (this.#context === null) {
        this.#context = new AudioContext({ latencyHint: 'interactive' });
        this.#gain = this.#context.createGain();
        this.#context.createMediaElementSource(this.#audio).connect(this.#gain);
        this.#gain.connect(this.#context.destination);
      }
      void this.#context.resume();
      if (this.#gain !== null) this.#gain.gain.value = gain;
    } catch {
      this.#audio.volume = gain;
    }
  }

  #follow(): void {
    let told = -1;
    const step = () => {
      const speech = this.#speech;
      if (speech === null) return;
      const word = wordAt(speech.words, this.#audio.currentTime * 1000);
      if (word !== null && word.from !== told) {
        told = word.from;
        this.#tell({ promptId: speech.promptId, ...word });
      }
      this.#frame = requestAnimationFrame(step);
    };
    step();
  }
}
