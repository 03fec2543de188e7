/**
 * Words that the engine reads wrong, with the pinyin that is put in their place (tone digits, 5 = neutral tone). Found by
 * reading the phoneme trace of every prompt and of the bank phrases in docs/voice.md.
 */
export const readings: Readonly<Record<string, string>> = {
  还款: 'huan2kuan3',
  给付: 'ji3fu4',
  角色: 'jue2se4',
  便宜: 'pian2yi5',
  一会儿: 'yi2hui4er5',
  待会儿: 'dai1hui4er5',
  查一查: 'cha2yi5cha2',
  数一数: 'shu3yi5shu3',
  相片: 'xiang4pian4',
  晃: 'huang4',
  为什么: 'wei4shen2me5',
  改一改: 'gai3yi5gai3',
  挡一挡: 'dang3yi5dang3',
  扫一扫: 'sao3yi5sao3',
  搓一搓: 'cuo1yi5cuo1',
};

/** A piece of engine text and the stretch of the prompt's text that it reads. */
export interface Piece {
  readonly say: string;
  readonly from: number;
  readonly to: number;
}

/** Longest first, so that a word inside another does not win. */
const words = Object.keys(readings).sort((a, b) => b.length - a.length);

/** Puts the pinyin of misread words into pieces whose `say` is still the text itself. */
export function withReadings(pieces: readonly Piece[]): Piece[] {
  const result: Piece[] = [];
  for (let at = 0; at < pieces.length; ) {
    const rest = pieces
      .slice(at, at + 12)
      .map((piece) => piece.say)
      .join('');
    const word = words.find((key) => rest.startsWith(key));
    const count = word?.length ?? 1;
    const first = pieces[at] as Piece;
    const last = pieces[at + count - 1] as Piece;
    // The spaces set the pinyin off; the engine makes no pause for them.
    result.push(word ? { say: ` ${readings[word]} `, from: first.from, to: last.to } : first);
    at += count;
  }
  return result;
}
