/**
 * Sends the invented heads through the real face models and prints what fixtures/heads/README.md states: detection score,
 * similarity of one person in different light and pose and to the card photo, of different people, and liveness.
 *
 *   node scripts/evaluate-heads.ts
 */
import { cardPhoto } from '../fixtures/heads/card-photo.ts';
import { cast } from '../fixtures/heads/cast.ts';
import {
  type HeadOptions,
  type Picture,
  renderHead,
  type SceneOptions,
} from '../fixtures/heads/render-head.ts';
import type { Embedding } from '../models/face/embedder.ts';
import { FacePipeline } from '../models/face/face-pipeline.ts';

const VIEWS: readonly Omit<HeadOptions & SceneOptions, 'seed'>[] = [
  {},
  { yaw: 12, light: 'window', noiseSeed: 3 },
  { yaw: -10, pitch: 6, light: 'evening', noiseSeed: 4, wallSeed: 2 },
];

const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** Mean of the cosines of the two networks. */
function similarity(a: Embedding, b: Embedding): number {
  const cosines = a.map((vector, net) => {
    const other = b[net]!;
    let [dot, aa, bb] = [0, 0, 0];
    for (let i = 0; i < vector.length; i++) {
      dot += vector[i]! * other[i]!;
      aa += vector[i]! ** 2;
      bb += other[i]! ** 2;
    }
    return dot / Math.sqrt(aa * bb);
  });
  return cosines.reduce((sum, cosine) => sum + cosine, 0) / cosines.length;
}

function quantiles(values: readonly number[], parts: readonly number[]): string {
  const sorted = values.toSorted((a, b) => a - b);
  return parts
    .map((part) => sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))]?.toFixed(3) ?? '-')
    .join(' / ');
}

const loaded = await FacePipeline.load();
if (!loaded.ok) throw new Error(loaded.error.message);
const pipeline = loaded.value;
const detection: number[] = [];
const liveness: number[] = [];
const yawError: number[] = [];

async function look(picture: Picture, yaw: number): Promise<Embedding | null> {
  const found = await pipeline.mainFace(picture);
  if (!found) return null;
  const located = await pipeline.locate(picture, found.face);
  detection.push(found.face.score ?? 0);
  yawError.push(Math.abs(located.mesh.pose.yawDegrees - yaw));
  const live = await pipeline.liveness(picture, found.face.box);
  if (live && yaw === 0 && picture.width === 960) liveness.push(live.score);
  return pipeline.embed(located);
}

const people: { name: string; views: Embedding[]; card: Embedding }[] = [];
let lost = 0;
for (const [name, seed] of Object.entries(cast)) {
  const views: Embedding[] = [];
  for (const view of VIEWS) {
    const embedding = await look(renderHead({ seed, ...view }), view.yaw ?? 0);
    if (embedding) views.push(embedding);
    else lost++;
  }
  const card = await look(cardPhoto({ kind: 'head', seed }), 0);
  if (card) people.push({ name, views, card });
  else lost++;
}
const own = people.flatMap(({ views, card }) => views.map((view) => similarity(view, card)));
const others = people.flatMap(({ name, views }) =>
  people
    .filter((other) => other.name !== name)
    .map((other) => ({
      pair: `${name} before the camera, card of ${other.name}`,
      worst: Math.max(...views.map((view) => similarity(view, other.card))),
    })),
);
say(`${people.length} people, ${lost} pictures without a face`);
say(`detection score min / median: ${quantiles(detection, [0, 0.5])}`);
say(`yaw error median / 95 % / max in degrees: ${quantiles(yawError, [0.5, 0.95, 1])}`);
say(`camera against own card photo min / 5 % / median: ${quantiles(own, [0, 0.05, 0.5])}`);
const worst = others.map((other) => other.worst);
say(
  `camera against another's card photo (worst view) median / 95 % / max: ${quantiles(worst, [0.5, 0.95, 1])}`,
);
say(`liveness of a frontal frame min / 5 % / median: ${quantiles(liveness, [0, 0.05, 0.5])}`);
for (const { pair, worst: value } of others.toSorted((a, b) => b.worst - a.worst).slice(0, 6))
  say(`  ${value.toFixed(3)} ${pair}`);
await pipeline.release();
