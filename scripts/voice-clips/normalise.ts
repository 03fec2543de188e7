import type { Piece } from './readings.ts';

/**
 * Text normalisation is ours: engines read 12333 as a sum and `****` as "asterisk". Every digit becomes hanzi here.
 */
const digits = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'] as const;
/** In numbers that are dialled, one is yāo, so that nobody takes it for seven. */
const dialled = (value: string): string =>
  [...value].map((digit) => (digit === '1' ? '幺' : digits[Number(digit)])).join('');
const oneByOne = (value: string): string =>
  [...value].map((digit) => (digit === '0' ? '〇' : digits[Number(digit)])).join('');

/** 0..9999 as a count. */
function cardinal(value: number): string {
  if (value < 10) return digits[value] as string;
  const units = ['', '十', '百', '千'];
  const figures = [...String(value)].map(Number);
  let words = '';
  let gap = false;
  figures.forEach((figure, index) => {
    if (figure === 0) {
      gap = true;
      return;
    }
    if (gap) words += '零';
    gap = false;
    words += `${digits[figure]}${units[figures.length - 1 - index]}`;
  });
  return value < 20 ? words.replace(/^一十/, '十') : words;
}

/** Two things are 两, except in dates, ordinals and plain numbers. */
const counted = (value: number): string => (value === 2 ? '两' : cardinal(value));

const rules: readonly (readonly [RegExp, (match: RegExpExecArray) => string])[] = [
  [/^(\d{4})年/, (m) => `${oneByOne(m[1] as string)}年`],
  [/^(\d{1,2})([月日号])/, (m) => `${cardinal(Number(m[1]))}${m[2]}`],
  [/^(\d{1,4})([次位张天个分秒岁])/, (m) => `${counted(Number(m[1]))}${m[2]}`],
  [/^\d{5,}/, (m) => dialled(m[0])],
  [/^\d{1,4}/, (m) => cardinal(Number(m[0]))],
];

/** Signs a mouth cannot say; brackets and quotes are dropped, the pause marks stay. */
const silent = /[“”‘’《》【】（）()「」\s]/;
const speakable = /[\u3400-\u9fff〇，。！？；：、,.!?;:…]/u;

/**
 * Cuts a prompt's text into what is said, each piece with its place in the text.
 *
 * @throws RangeError when a sign has no agreed reading (Latin letters, `*`, symbols): say it in hanzi instead
 */
export function normalise(text: string): Piece[] {
  const pieces: Piece[] = [];
  for (let at = 0; at < text.length; ) {
    const rest = text.slice(at);
    const rule = rules
      .map(([pattern, say]) => ({ match: pattern.exec(rest), say }))
      .find(({ match }) => match);
    if (rule?.match) {
      pieces.push({ say: rule.say(rule.match), from: at, to: at + rule.match[0].length });
      at += rule.match[0].length;
      continue;
    }
    const sign = rest[0] as string;
    if (speakable.test(sign)) pieces.push({ say: sign, from: at, to: at + 1 });
    else if (!silent.test(sign))
      throw new RangeError(`no agreed reading for ${JSON.stringify(sign)} in ${JSON.stringify(text)}`);
    at += 1;
  }
  return pieces;
}

/** How many hanzi a mouth says: the measure of the speaking rate. */
export const hanziCount = (pieces: readonly Piece[]): number =>
  pieces.reduce((sum, { say }) => sum + (say.match(/[\u3400-\u9fff〇]|[a-zü]+\d/gu)?.length ?? 0), 0);
