import { sentencesOf } from './prompt-texts.ts';
import { reviewedReadings } from './reviewed-readings.ts';

/** Lines for reviewed-readings.ts: sentences that are not in it yet, or that the engine now reads in another way. */
export function unreviewed(
  texts: ReadonlyMap<string, string>,
  read: (text: string) => string,
): readonly string[] {
  const sentences = new Set([...texts.values()].flatMap(sentencesOf));
  return [...sentences]
    .map((sentence) => [sentence, read(sentence)] as const)
    .filter(([sentence, reading]) => reviewedReadings[sentence] !== reading)
    .map(([sentence, reading]) => `  '${sentence}': '${reading}',`);
}
