import type { Engine } from './engine.ts';

/**
 * What the engine will say, as pinyin: its phonemes are looked up in a table that the engine itself fills by reading
 * every syllable of Mandarin. So the sheet shows what is heard, not what a dictionary thinks. The engine takes some hanzi
 * for English (一会儿, 兄, 穷): such a word comes out as `?...?`, and no clip is made of it.
 */
const syllables: readonly (readonly [string, string])[] = [
  ['b', 'a o i u ai ei ao an en in ang eng ing ie ian iao'],
  ['p', 'a o i u ai ei ao ou an en in ang eng ing ie ian iao'],
  ['m', 'a o e i u ai ei ao ou an en in ang eng ing ie ian iao iu'],
  ['f', 'a o u ei ou an en ang eng'],
  ['d', 'a e i u ai ei ao ou an en ang eng ing ong ie ian iao iu uan un ui uo'],
  ['t', 'a e i u ai ao ou an ang eng ing ong ie ian iao uan un ui uo'],
  ['n', 'a e i u v ai ei ao ou an en in ang eng ing ong ie ian iao iu iang uan uo ve'],
  ['l', 'a e i u v ai ei ao ou an in ang eng ing ong ia ie ian iao iu iang uan un uo ve'],
  ['g', 'a e u ai ei ao ou an en ang eng ong ua uo uai uan uang ui un'],
  ['k', 'a e u ai ao ou an en ang eng ong ua uo uai uan uang ui un'],
  ['h', 'a e u ai ei ao ou an en ang eng ong ua uo uai uan uang ui un'],
  ['j', 'i u ia ie ian iao iu in ing iang ue uan un'],
  ['q', 'i u ia ie ian iao iu in ing iang ue uan un'],
  ['x', 'i u ia ie ian iao iu in ing iang ue uan un'],
  ['zh', 'a e i u ai ei ao ou an en ang eng ong ua uo uai uan uang ui un'],
  ['ch', 'a e i u ai ao ou an en ang eng ong ua uo uai uan uang ui un'],
  ['sh', 'a e i u ai ei ao ou an en ang eng ua uo uai uan uang ui un'],
  ['r', 'e i u ao ou an en ang eng ong ua uo uan ui un'],
  ['z', 'a e i u ai ei ao ou an en ang eng ong uo uan ui un'],
  ['c', 'a e i u ai ao ou an en ang eng ong uo uan ui un'],
  ['s', 'a e i u ai ao ou an en ang eng ong uo uan ui un'],
  ['y', 'a e i o u ao ou an in ang ing ong ue uan un'],
  ['w', 'a o u ai ei an en ang eng'],
  ['', 'a o e ai ei ao ou an en ang er'],
];
const tones: Readonly<Record<string, string>> = { '55': '1', '35': '2', '214': '3', '51': '4', '11': '5' };
const tone = '(214|55|35|51|11)';

/** Stress and joints differ with the word around a syllable; the sound does not. */
const bare = (phonemes: string): string => phonemes.replace(/[_',\s]/g, '');

export type PinyinReader = (engineText: string) => string;

/** Cuts the sound of one word into syllables; `n` before a vowel goes to the next syllable when that is possible. */
function cut(sound: string, table: ReadonlyMap<string, string>): string[] | null {
  if (sound === '') return [];
  for (const coda of ['', 'n', 'N']) {
    const match = new RegExp(`^(\\D*?)${tone}${coda}`).exec(sound);
    const name = match && table.get(`${match[1]}|${coda}`);
    const rest = name && cut(sound.slice(match[0].length), table);
    if (rest) return [`${name}${tones[match[2] as string]}`, ...rest];
  }
  return null;
}

/** Fills the table (about 820 short calls) and returns the function that tells engine text as pinyin, `?` = unknown. */
export function pinyinReader(engine: Engine): PinyinReader {
  const table = new Map<string, string>();
  const learn = (name: string, text: string): void => {
    const match = new RegExp(`^(\\D*?)${tone}(n|N|)\\|$`).exec(bare(engine.phonemes(text)));
    if (match && !table.has(`${match[1]}|${match[3]}`)) table.set(`${match[1]}|${match[3]}`, name);
  };
  for (const [initial, finals] of syllables)
    for (const final of finals.split(' '))
      for (const figure of ['1', '4']) learn(`${initial}${final}`, `${initial}${final}${figure}`);
  return (engineText) =>
    bare(engine.phonemes(engineText))
      .split('|')
      .filter((word) => word !== '')
      .map((word) => cut(word, table)?.join(' ') ?? `?${word}?`)
      .join(' ');
}
