import { expect, test } from 'vitest';
import { checkCardBytes, checkStream } from './frame-fuzz.ts';

// The long run (a million and more) is `node bench/fuzz/sdt-fuzz.ts`.
test('50,000 hostile streams: nothing throws, nothing is read that was not sent, cuts change nothing', () => {
  for (let seed = 1; seed <= 50_000; seed += 1) {
    expect(checkStream(seed), `seed ${seed}`).toBeNull();
  }
}, 60_000);

test('2,000 random card contents: nothing throws', () => {
  for (let seed = 1; seed <= 2_000; seed += 1) checkCardBytes(seed);
});
