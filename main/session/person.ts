import { ageOn, shanghaiDate } from '../contract/calendar.ts';
import { maskName } from '../contract/masking.ts';
import type { GreetedPerson } from '../contract/person.ts';
import type { AgeBand } from '../ports/biometrics.ts';
import type { IdentityCard } from '../ports/identity-reader.ts';

/** Surnames of two characters; any other Chinese name has a surname of one. */
const compoundSurnames = new Set(
  (
    '欧阳 太史 端木 上官 司马 东方 独孤 南宫 万俟 闻人 夏侯 诸葛 尉迟 公羊 赫连 澹台 皇甫 宗政 濮阳 公冶 太叔 申屠 公孙 慕容 ' +
    '仲孙 钟离 长孙 宇文 司徒 鲜于 司空 闾丘 子车 亓官 司寇 巫马 公西 颛孙 壤驷 公良 漆雕 乐正 宰父 谷梁 拓跋 夹谷 轩辕 令狐 ' +
    '段干 百里 呼延 东郭 南门 羊舌 微生 梁丘 左丘 东门 西门'
  ).split(' '),
);

/** The age group whose thresholds the face check uses (facts face.md 3.4). */
export function ageBandOf(age: number): AgeBand {
  if (age >= 60) return '60plus';
  if (age >= 50) return '50to60';
  return age >= 35 ? '35to50' : 'under35';
}

/** How the person is addressed: 王奶奶, 李爷爷, from 70 on; 女士 / 先生 below; without a title when the sex is not stated. */
export function salutationOf(card: Pick<IdentityCard, 'name' | 'sex'>, age: number): string {
  const chinese = /^\p{Script=Han}/u.test(card.name);
  const characters = [...card.name];
  const two = characters.slice(0, 2).join('');
  const surname = chinese
    ? compoundSurnames.has(two) && characters.length > 2
      ? two
      : (characters[0] ?? '')
    : card.name;
  if (card.sex === '1') return surname + (age >= 70 && chinese ? '爷爷' : '先生');
  if (card.sex === '2') return surname + (age >= 70 && chinese ? '奶奶' : '女士');
  return card.name;
}

/** What a screen may know about the card holder. */
export function greet(card: IdentityCard, nowMs: number): GreetedPerson {
  const age = Math.min(130, Math.max(0, ageOn(card.birthDate, shanghaiDate(nowMs))));
  return { salutation: salutationOf(card, age), maskedName: maskName(card.name), age };
}

/** True when the card's last day is before today; long-term cards never expire. */
export function isExpired(card: Pick<IdentityCard, 'validTo'>, nowMs: number): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(card.validTo) && card.validTo < shanghaiDate(nowMs);
}
