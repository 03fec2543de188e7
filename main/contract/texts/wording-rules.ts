/** What no text of this terminal may say, to nobody. Read by wording-lint.test.ts over every Chinese string. */
export const forbidden: readonly string[] = [
  // Service terms, article 28 (requirements E), literally and by their kernel.
  '我不知道',
  '也不清楚',
  '别的部门',
  '不要再说了',
  '听我讲',
  '你快讲',
  '还不明白',
  '不在我们咨询的范围',
  '讲得很清楚',
  '怎么还听不懂',
  // Branch lists of what not to say.
  '急啥',
  '没看见我',
  '不归我管',
  '错了',
  '怎么搞的',
  '回去让',
  '有什么办法',
  '没办法',
  '明天再来',
  '没有看上面',
  '不是跟您说过',
  // The person is always 您.
  '你',
];

/** Words of machines and of offices that accuse or frighten: never to a senior; staff may need them to find a cause. */
export const forbiddenToSeniors: readonly string[] = [
  '不知道',
  '非法',
  '失败',
  '超时',
  '异常',
  '用户',
  '鉴权',
  '错误',
  '拒绝',
  '无效',
];

/** Who reads a text. */
export type Reader = 'senior' | 'staff';

/** Longest sentence in what seniors see and hear: hanzi, digits and inner commas, without the closing mark. */
const longestSentence = 16;

/** Cuts a text into sentences at 。！？； (newlines too). */
const sentencesOf = (text: string): string[] =>
  text
    .split(/[。！？；\n]/)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== '');

/** The first rule a text breaks for its reader, in words, or null. Only seniors have the limit of length. */
export const brokenRule = (text: string, reader: Reader): string | null => {
  const never = reader === 'senior' ? [...forbidden, ...forbiddenToSeniors] : forbidden;
  const phrase = never.find((candidate) => text.includes(candidate));
  if (phrase !== undefined) return `says ${phrase}`;
  if (reader === 'staff') return null;
  const long = sentencesOf(text).find((sentence) => [...sentence].length > longestSentence);
  return long === undefined ? null : `sentence of ${[...long].length} characters: ${long}`;
};
