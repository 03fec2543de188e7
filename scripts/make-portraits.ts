import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { decodeImage, encodeJpeg } from '../drivers/kit/image/codec.ts';
import { cardPhoto } from '../fixtures/heads/card-photo.ts';
import { people } from '../fixtures/people/people.ts';
import { portraitFile, subjectOf } from '../fixtures/portraits/subject.ts';

/**
 * Set-up step: the photos of the invented people, as the authority has them on record and as the simulated cards carry
 * them. Deterministic. All are made anew, and the clips of the simulated camera (made when first shown) are thrown away,
 * because a changed head must not stay in any of them.
 */
const generated = new URL('../fixtures/generated/', import.meta.url);
for (const folder of ['portraits/', 'clips/'])
  rmSync(new URL(folder, generated), { recursive: true, force: true });
mkdirSync(new URL('portraits/', generated), { recursive: true });

const ids = new Set(
  people.flatMap(({ portrait, referencePhoto }) => [portrait, referencePhoto]).filter((id) => id !== null),
);
let made = 0;
for (const id of ids) {
  const picture = cardPhoto(await subjectOf(id, decodeImage));
  writeFileSync(portraitFile(id), await encodeJpeg(picture, 90));
  made += 1;
  if (process.stdout.isTTY) process.stdout.write(`\rportraits: ${made} of ${ids.size}`);
}
process.stdout.write(`${process.stdout.isTTY ? '\r' : ''}portraits: ${made} made\n`);
