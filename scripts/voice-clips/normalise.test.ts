import { describe, expect, it } from 'vitest';
import { hanziCount, normalise } from './normalise.ts';
import { withReadings } from './readings.ts';

const said = (text: string) =>
  normalise(text)
    .map(({ say }) => say)
    .join('');

describe('what is said of a written text', () => {
  it('reads numbers that are dialled one by one, with 幺', () => {
    expect(said('请打12333。')).toBe('请打幺二三三三。');
  });
  it('reads a date as people say it', () => {
    expect(said('2027年3月18日')).toBe('二〇二七年三月十八日');
    expect(said('12月20日')).toBe('十二月二十日');
  });
  it('counts with 两, but not the second of a month', () => {
    expect(said('还有2次')).toBe('还有两次');
    expect(said('2月2日')).toBe('二月二日');
  });
  it('reads counts as numbers', () => {
    expect(said('94岁')).toBe('九十四岁');
    expect(said('105分')).toBe('一百零五分');
    expect(said('1200张')).toBe('一千二百张');
    expect(said('10秒')).toBe('十秒');
  });
  it('drops quotes and spaces and keeps the pause marks', () => {
    expect(said('请按“求助”， 好吗？')).toBe('请按求助，好吗？');
  });
  it('refuses signs that nobody agreed how to read', () => {
    for (const text of ['卡号****', 'ID卡', '5％']) expect(() => normalise(text)).toThrow(RangeError);
  });
  it('keeps the place of every piece in the text', () => {
    const text = '到2027年3月8日，“好”。';
    for (const { from, to } of normalise(text)) expect(text.slice(from, to).length).toBe(to - from);
    expect(normalise(text).at(-1)).toEqual({ say: '。', from: text.length - 1, to: text.length });
  });
});

it('puts pinyin in the place of misread words and keeps their stretch of text', () => {
  const pieces = withReadings(normalise('请您先坐一会儿。'));
  expect(pieces).toContainEqual({ say: ' yi2hui4er5 ', from: 4, to: 7 });
  expect(hanziCount(pieces)).toBe(7);
});
