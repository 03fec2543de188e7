import { describe, expect, it } from 'vitest';
import { splitRun, wordAt } from './highlight.ts';

const words = [
  { startMs: 100, from: 0, to: 2 },
  { startMs: 400, from: 3, to: 6 },
];

describe('highlighting spoken words', () => {
  it('finds the word by its start', () => {
    expect(wordAt(words, 0)).toBeNull();
    expect(wordAt(words, 100)).toEqual({ from: 0, to: 2 });
    expect(wordAt(words, 399)).toEqual({ from: 0, to: 2 });
    expect(wordAt(words, 9000)).toEqual({ from: 3, to: 6 });
    expect(wordAt([], 50)).toBeNull();
  });

  it('cuts a run around the word', () => {
    expect(splitRun('您好，请坐', 0, { from: 3, to: 5 })).toEqual(['您好，', '请坐', '']);
    expect(splitRun('请坐好', 10, { from: 8, to: 12 })).toEqual(['', '请坐', '好']);
    expect(splitRun('请坐好', 10, { from: 0, to: 4 })).toEqual(['请坐好', '', '']);
    expect(splitRun('王奶奶', null, { from: 0, to: 4 })).toEqual(['王奶奶', '', '']);
  });
});
