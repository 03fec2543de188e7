import { people } from '../../fixtures/people/people.ts';
import { cameraSource, DEFAULT_SOURCE } from '../../main/devices/simulated/camera-sources.ts';

/**
 * Draws what the simulated camera shows of these card holders and keeps it on disk. A real camera has its person before it
 * already: drawing them belongs to no measurement.
 */
export async function drawClips(cardIds: readonly string[]): Promise<void> {
  for (const cardId of cardIds) {
    const person = people.find(({ id }) => id === cardId);
    if (!person) throw new Error(`nobody has the card ${cardId}`);
    if (person.portrait !== null) await cameraSource(DEFAULT_SOURCE, person.portrait);
  }
}
