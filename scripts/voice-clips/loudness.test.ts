import { expect, it } from 'vitest';
import { level, levelled, loudness, trimmed } from './loudness.ts';

/** Sine of `seconds` at `db` full scale. */
const tone = (rate: number, hertz: number, db: number, seconds = 2) =>
  Int16Array.from({ length: rate * seconds }, (_, i) =>
    Math.round(32767 * 10 ** (db / 20) * Math.sin((2 * Math.PI * hertz * i) / rate)),
  );

it('measures the reference tone of BS.1770: 997 Hz at 0 dBFS in one channel is -3.01 LUFS', () => {
  for (const rate of [22_050, 48_000]) {
    expect(loudness(tone(rate, 997, 0), rate)).toBeCloseTo(-3.01, 1);
    expect(loudness(tone(rate, 997, -20), rate)).toBeCloseTo(-23.01, 1);
  }
});

it('does not count silence as quiet speech', () => {
  const speech = tone(22_050, 997, -20);
  const padded = new Int16Array(speech.length * 3);
  padded.set(speech);
  expect(loudness(padded, 22_050)).toBeCloseTo(loudness(speech, 22_050), 0);
  expect(loudness(new Int16Array(22_050), 22_050)).toBe(Number.NEGATIVE_INFINITY);
});

it('brings every clip to the same loudness, and never over the peak', () => {
  for (const db of [-40, -20, -6]) expect(levelled(tone(22_050, 500, db), 22_050).lufs).toBe(level.lufs);
  const click = new Int16Array(22_050 * 2).fill(300);
  click[100] = 32_000;
  const { samples, lufs } = levelled(click, 22_050);
  expect(Math.max(...samples)).toBeLessThanOrEqual(Math.ceil(32_768 * 10 ** (level.peakDb / 20)));
  expect(lufs).toBeLessThan(level.lufs);
});

it('keeps 150 ms after the last sound', () => {
  const samples = new Int16Array(22_050 * 2);
  samples.fill(2000, 0, 22_050);
  const { samples: kept, spokenMs } = trimmed(samples, 22_050);
  expect(spokenMs).toBe(1000);
  expect(kept.length / 22_050).toBeCloseTo(1.15, 3);
});
