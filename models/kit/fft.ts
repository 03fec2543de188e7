/** Fast Fourier transform in place (radix 2). @throws RangeError unless both have the same power of two of values */
export function fft(real: Float64Array, imaginary: Float64Array): void {
  const n = real.length;
  if (n < 2 || (n & (n - 1)) !== 0 || imaginary.length !== n)
    throw new RangeError(`a transform of ${n} values`);
  for (let i = 1, j = 0; i < n; i++) {
    let bit = n >> 1;
    for (; j & bit; bit >>= 1) j ^= bit;
    j ^= bit;
    if (i < j) {
      [real[i], real[j]] = [real[j]!, real[i]!];
      [imaginary[i], imaginary[j]] = [imaginary[j]!, imaginary[i]!];
    }
  }
  for (let size = 2; size <= n; size <<= 1) {
    const half = size >> 1;
    for (let k = 0; k < half; k++) {
      const angle = (-2 * Math.PI * k) / size;
      const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
      for (let even = k; even < n; even += size) {
        const odd = even + half;
        const re = cos * real[odd]! - sin * imaginary[odd]!;
        const im = cos * imaginary[odd]! + sin * real[odd]!;
        real[odd] = real[even]! - re;
        imaginary[odd] = imaginary[even]! - im;
        real[even] = real[even]! + re;
        imaginary[even] = imaginary[even]! + im;
      }
    }
  }
}

/** Power of each frequency of a square of `size` x `size` values; row and column 0 are the mean. */
export function powerSpectrum(values: Float64Array, size: number): Float64Array {
  const imaginary = new Float64Array(values.length);
  const real = values.slice();
  const [re, im] = [new Float64Array(size), new Float64Array(size)];
  for (let y = 0; y < size; y++)
    fft(real.subarray(y * size, (y + 1) * size), imaginary.subarray(y * size, (y + 1) * size));
  for (let x = 0; x < size; x++) {
    for (let y = 0; y < size; y++) [re[y], im[y]] = [real[y * size + x]!, imaginary[y * size + x]!];
    fft(re, im);
    for (let y = 0; y < size; y++) [real[y * size + x], imaginary[y * size + x]] = [re[y]!, im[y]!];
  }
  return real.map((value, i) => value * value + imaginary[i]! * imaginary[i]!);
}
