import type { Speech } from '../contract/bridge.ts';
import type { KioskSnapshot } from '../contract/snapshot.ts';
import type { Voice } from '../ports/voice.ts';

/**
 * Turns prompts into speech: each new `say` is spoken once, and nothing is spoken for a prompt without a clip. A new
 * step always ends the sentence before it. Returns the function that takes snapshots.
 */
export function speaker(voice: Voice, play: (speech: Speech) => void): (snapshot: KioskSnapshot) => void {
  let said = 0;
  return ({ prompt, comfort }) => {
    if (prompt.say === said) return;
    said = prompt.say;
    const speech = comfort.voice === 'on' ? voice.speechFor(prompt.id, comfort) : null;
    play(speech ?? { clipUrl: '', promptId: prompt.id, gain: 0, words: [] });
  };
}
