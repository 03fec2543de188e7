/** Which captures are compared with which, as indices. Pure. */

/** The usable captures of one finger in one session, in order. */
export interface VeinUnit {
  readonly finger: number;
  readonly session: string;
  /** Pictures, usable or not. */
  readonly pictures: number;
  readonly captures: readonly number[];
}

export interface Comparison {
  readonly templates: readonly number[];
  readonly probe: number;
  readonly genuine: boolean;
}

export const protocols = ['sameSession', 'crossSession'] as const;
export type Protocol = (typeof protocols)[number];
export const templateCounts = [1, 3, 5] as const;
export type TemplateCount = (typeof templateCounts)[number];

interface Plan {
  /** Fingers (in a session) that were to be enrolled, and how many of them had too few usable captures. */
  readonly toEnrol: number;
  readonly notEnrolled: number;
  readonly genuine: number;
  /** All that the protocol names; `comparisons` keeps an even selection of at most the limit. */
  readonly impostor: number;
  /** With so many captures each finger plays the stranger. */
  readonly strangers: number;
  comparisons(maxImpostors: number): Generator<Comparison>;
}

/** Pairs that make a false acceptance of one in ten thousand visible. */
const WANTED_IMPOSTORS = 10_000;

/**
 * One template: every two captures of a finger (across sessions: one of each) are a genuine pair, the first captures of
 * two fingers an impostor pair. Several: the first captures of the finger are its templates, all others its probes, and
 * the first other capture of every other finger is an impostor. Across sessions templates are of the first session and
 * probes of the later ones. Where that makes fewer than `wanted` impostor pairs, the second capture of every other finger
 * is an impostor too, then the third, until there are enough or no more.
 */
export function planOf(
  units: readonly VeinUnit[],
  protocol: Protocol,
  count: TemplateCount,
  wanted: number = WANTED_IMPOSTORS,
): Plan {
  const cases = protocol === 'sameSession' ? sameSession(units, count) : crossSession(units, count);
  const enrolled = cases.filter(({ enrolled }) => enrolled);
  const symmetric = protocol === 'sameSession' && count === 1;
  const impostors = function* (strangers: number): Generator<Comparison> {
    for (const [i, one] of enrolled.entries())
      for (const [j, other] of enrolled.entries())
        if (one.finger !== other.finger && one.group === other.group && (!symmetric || i < j))
          for (const probe of other.strangers.slice(0, strangers))
            yield { templates: one.templates, probe, genuine: false };
  };
  const genuine = function* (): Generator<Comparison> {
    for (const { pairs } of enrolled)
      for (const [templates, probe] of pairs) yield { templates, probe, genuine: true };
  };
  const most = enrolled.reduce((most, { strangers }) => Math.max(most, strangers.length), 0);
  let strangers = 1;
  let impostor = countOf(impostors(strangers));
  while (impostor < wanted && strangers < most) impostor = countOf(impostors(++strangers));
  return {
    toEnrol: cases.length,
    notEnrolled: cases.length - enrolled.length,
    genuine: countOf(genuine()),
    impostor,
    strangers,
    *comparisons(maxImpostors) {
      yield* genuine();
      yield* thinned(impostors(strangers), impostor, maxImpostors);
    },
  };
}

interface Case {
  readonly finger: number;
  /** Impostors are looked for among the cases of one group. */
  readonly group: string;
  readonly enrolled: boolean;
  readonly templates: readonly number[];
  readonly pairs: readonly (readonly [readonly number[], number])[];
  /** The captures with which this finger plays the impostor, in the order in which they are taken. */
  readonly strangers: readonly number[];
}

function sameSession(units: readonly VeinUnit[], count: TemplateCount): Case[] {
  return units
    .filter(({ pictures }) => pictures >= count)
    .map(({ finger, session, captures }) => {
      const templates = captures.slice(0, count);
      const pairs =
        count === 1
          ? captures.flatMap((a, i) => captures.slice(i + 1).map((b) => [[a], b] as const))
          : captures.slice(count).map((probe) => [templates, probe] as const);
      const strangers = count === 1 ? captures : captures.slice(count);
      return { finger, group: session, enrolled: captures.length >= count, templates, pairs, strangers };
    });
}

/** The first session of a finger enrols; a finger with one session only has nothing to compare. */
function crossSession(units: readonly VeinUnit[], count: TemplateCount): Case[] {
  const byFinger = new Map<number, VeinUnit[]>();
  for (const unit of units) byFinger.set(unit.finger, [...(byFinger.get(unit.finger) ?? []), unit]);
  return [...byFinger.values()].flatMap(([first, ...later]) => {
    if (first === undefined || later.length === 0 || first.pictures < count) return [];
    const probes = later.flatMap(({ captures }) => captures);
    const templates = first.captures.slice(0, count);
    const pairs =
      count === 1
        ? first.captures.flatMap((a) => probes.map((b) => [[a], b] as const))
        : probes.map((probe) => [templates, probe] as const);
    const enrolled = first.captures.length >= count;
    return [{ finger: first.finger, group: '', enrolled, templates, pairs, strangers: probes }];
  });
}

function countOf(items: Iterable<unknown>): number {
  let count = 0;
  for (const _ of items) count++;
  return count;
}

/** At most `most` of `total` items, evenly spread. */
function* thinned<T>(items: Iterable<T>, total: number, most: number): Generator<T> {
  let index = 0;
  for (const item of items) {
    const kept =
      total <= most || Math.floor((index * most) / total) !== Math.floor(((index + 1) * most) / total);
    if (kept) yield item;
    index++;
  }
}
