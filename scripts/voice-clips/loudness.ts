/**
 * Loudness after ITU-R BS.1770-4 (K-weighting, 400 ms blocks, two gates), for mono speech, and the level at which clips
 * are stored: one value for all, so that no prompt startles and none is lost.
 */
interface Biquad {
  readonly b: readonly [number, number, number];
  readonly a: readonly [number, number];
}

/** The two filters of BS.1770, computed for any sample rate from their analogue prototypes. */
function kWeighting(rate: number): readonly Biquad[] {
  const shelfK = Math.tan((Math.PI * 1681.974450955533) / rate);
  const shelfQ = 0.7071752369554196;
  const high = 10 ** (3.999843853973347 / 20);
  const band = high ** 0.4996667741545416;
  const shelf0 = 1 + shelfK / shelfQ + shelfK * shelfK;
  const passK = Math.tan((Math.PI * 38.13547087602444) / rate);
  const passQ = 0.5003270373238773;
  const pass0 = 1 + passK / passQ + passK * passK;
  return [
    {
      b: [
        (high + (band * shelfK) / shelfQ + shelfK * shelfK) / shelf0,
        (2 * (shelfK * shelfK - high)) / shelf0,
        (high - (band * shelfK) / shelfQ + shelfK * shelfK) / shelf0,
      ],
      a: [(2 * (shelfK * shelfK - 1)) / shelf0, (1 - shelfK / shelfQ + shelfK * shelfK) / shelf0],
    },
    { b: [1, -2, 1], a: [(2 * (passK * passK - 1)) / pass0, (1 - passK / passQ + passK * passK) / pass0] },
  ];
}

function filtered(samples: Float64Array, { b, a }: Biquad): Float64Array<ArrayBuffer> {
  const out = new Float64Array(samples.length);
  const [b0, b1, b2] = b;
  const [a1, a2] = a;
  let x1 = 0;
  let x2 = 0;
  let y1 = 0;
  let y2 = 0;
  for (let i = 0; i < samples.length; i += 1) {
    const x = samples[i] as number;
    const y = b0 * x + b1 * x1 + b2 * x2 - a1 * y1 - a2 * y2;
    out[i] = y;
    x2 = x1;
    x1 = x;
    y2 = y1;
    y1 = y;
  }
  return out;
}

const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
const toLufs = (power: number): number => -0.691 + 10 * Math.log10(power);

/** Integrated loudness in LUFS; -Infinity for silence or less than 400 ms. */
export function loudness(samples: Int16Array, rate: number): number {
  let weighted = new Float64Array(samples);
  for (const stage of kWeighting(rate)) weighted = filtered(weighted, stage);
  const block = Math.round(rate * 0.4);
  const powers: number[] = [];
  for (let from = 0; from + block <= weighted.length; from += Math.round(block / 4)) {
    let sum = 0;
    for (let i = from; i < from + block; i += 1) sum += (weighted[i] as number) ** 2;
    powers.push(sum / block / 32768 ** 2);
  }
  const audible = powers.filter((power) => toLufs(power) > -70);
  if (audible.length === 0) return Number.NEGATIVE_INFINITY;
  const gate = toLufs(meanOf(audible)) - 10;
  return toLufs(meanOf(audible.filter((power) => toLufs(power) > gate)));
}

/** All clips are stored at this loudness; a clip whose peaks would pass `peakDb` stays as much below as it must. */
export const level = { lufs: -20, peakDb: -1 } as const;

/** The samples at the common level, and the loudness they then have. */
export function levelled(samples: Int16Array, rate: number): { samples: Int16Array; lufs: number } {
  const before = loudness(samples, rate);
  if (!Number.isFinite(before)) return { samples, lufs: before };
  const peak = samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 1) / 32768;
  const gain = Math.min(10 ** ((level.lufs - before) / 20), 10 ** (level.peakDb / 20) / peak);
  return {
    samples: samples.map((sample) => Math.round(sample * gain)),
    lufs: Math.round((before + 20 * Math.log10(gain)) * 10) / 10,
  };
}

/** Below this a sample counts as silence (-50 dBFS). */
const SILENCE = 104;
const TAIL_MS = 150;

/** Cuts the engine's tail of silence down to 150 ms: enough for a room to settle, no more waiting. */
export function trimmed(samples: Int16Array, rate: number): { samples: Int16Array; spokenMs: number } {
  let end = samples.length;
  while (end > 0 && Math.abs(samples[end - 1] as number) < SILENCE) end -= 1;
  const kept = new Int16Array(end + Math.round((rate * TAIL_MS) / 1000));
  kept.set(samples.subarray(0, end));
  return { samples: kept, spokenMs: Math.round((end / rate) * 1000) };
}
