import { describe, expect, test } from 'vitest';
import { fft, powerSpectrum } from './fft.ts';

describe('the Fourier transform', () => {
  test('is the sum that defines it', () => {
    const values = Float64Array.from({ length: 16 }, (_, i) => Math.sin(i * i) + i / 8);
    const [real, imaginary] = [values.slice(), new Float64Array(16)];
    fft(real, imaginary);
    for (let k = 0; k < 16; k++) {
      let [re, im] = [0, 0];
      values.forEach((value, i) => {
        re += value * Math.cos((-2 * Math.PI * k * i) / 16);
        im += value * Math.sin((-2 * Math.PI * k * i) / 16);
      });
      expect(real[k]).toBeCloseTo(re, 9);
      expect(imaginary[k]).toBeCloseTo(im, 9);
    }
    expect(() => fft(new Float64Array(12), new Float64Array(12))).toThrow(RangeError);
  });

  test('puts the power of a wave where its frequency is', () => {
    const wave = Float64Array.from({ length: 1024 }, (_, i) =>
      Math.cos((2 * Math.PI * (5 * (i % 32) + 3 * Math.floor(i / 32))) / 32),
    );
    const power = powerSpectrum(wave, 32);
    expect(power[3 * 32 + 5]).toBeCloseTo(512 ** 2, 3);
    expect(power[29 * 32 + 27]).toBeCloseTo(512 ** 2, 3);
    expect(power.reduce((sum, value) => sum + value, 0)).toBeCloseTo(2 * 512 ** 2, 3);
  });
});
