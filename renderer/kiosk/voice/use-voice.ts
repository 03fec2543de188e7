import { useEffect, useRef, useState } from 'react';
import type { Bridge } from '../../../main/contract/bridge.ts';
import type { Spoken } from './highlight.ts';
import { SpeechPlayer } from './player.ts';

/**
 * Speaks what the bridge sends and tells the word being spoken. Any touch stops the voice; so does a new step.
 *
 * @param step changes when the screen changes
 */
export const useVoice = (bridge: Bridge, step: string): Spoken | null => {
  const [spoken, setSpoken] = useState<Spoken | null>(null);
  const player = useRef<SpeechPlayer | null>(null);
  const promptOf = useRef('');

  useEffect(() => {
    const speaking = new SpeechPlayer(setSpoken);
    player.current = speaking;
    const stop = () => speaking.stop();
    // In the capture phase: the touch may start a repetition, which must not be stopped again.
    addEventListener('pointerdown', stop, { capture: true });
    const off = bridge.onSpeech((speech) => {
      promptOf.current = speech.promptId;
      speaking.play(speech);
    });
    return () => {
      off();
      removeEventListener('pointerdown', stop, { capture: true });
      speaking.close();
    };
  }, [bridge]);

  useEffect(() => {
    // The clip of the new step may have come before its picture: that one goes on.
    if (promptOf.current !== step) player.current?.stop();
  }, [step]);
  return spoken;
};
