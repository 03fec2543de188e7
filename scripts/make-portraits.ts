import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { decodeImage, encodeJpeg } from '../drivers/kit/image/codec.ts';
import { makeClip } from '../fixtures/heads/clips.ts';
import { people } from '../fixtures/people/people.ts';
import { portraitFile, subjectOf } from '../fixtures/portraits/subject.ts';

/**
 * Set-up step: the photos of the invented people, as the authority has them on record and as the simulated cards carry
 * them. Deterministic; pictures that are there already are not made again.
 */
const ids = new Set(people.flatMap(({ portrait, referencePhoto }) => [portrait, referencePhoto]));
let made = 0;
for (const id of ids) {
  if (id === null) continue;
  const file = portraitFile(id);
  if (existsSync(file)) continue;
  const picture = makeClip('frontal', await subjectOf(id, decodeImage)).picture(0);
  mkdirSync(new URL('.', file), { recursive: true });
  writeFileSync(file, await encodeJpeg(picture, 90));
  made += 1;
  process.stdout.write(`\rportraits: ${made} made`);
}
process.stdout.write(made > 0 ? '\n' : `portraits: all ${ids.size - (ids.has(null) ? 1 : 0)} present\n`);
