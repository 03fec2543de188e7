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
  comparisons(maxImpostors: number): Generator<Comparison>;
}

/**
 * One template: every two captures of a finger (across sessions: one of each) are a genuine pair, the first captures of
 * two fingers an impostor pair. Several: the first captures of the finger are its templates, all others its probes, and
 * the first other capture of every other finger is an impostor. Across sessions templates are of the first session and
 * probes of the later ones.
 */
export function planOf(units: readonly VeinUnit[], protocol: Protocol, count: TemplateCount): Plan {
  const cases = protocol === 'sameSession' ? sameSession(units, count) : crossSession(units, count);
  const enrolled = cases.filter(({ enrolled }) => enrolled);
  const symmetric = protocol === 'sameSession' && count === 1;
  const impostors = function* (): Generator<Comparison> {
    for (const [i, one] of enrolled.entries())
      for (const [j, other] of enrolled.entries())
        if (
          one.finger !== other.finger &&
          one.group === other.group &&
          (!symmetric || i < j) &&
          other.stranger !== undefined
        )
          yield { templates: one.templates, probe: other.stranger, genuine: false };
  };
  const genuine = function* (): Generator<Comparison> {
    for (const { pairs } of enrolled)
      for (const [templates, probe] of pairs) yield { templates, probe, genuine: true };
  };
  const impostor = countOf(impostors());
  return {
    toEnrol: cases.length,
    notEnrolled: cases.length - enrolled.length,
    genuine: countOf(genuine()),
    impostor,
    *comparisons(maxImpostors) {
      yield* genuine();
      yield* thinned(impostors(), impostor, maxImpostors);
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
  /** The capture with which this finger plays the impostor. */
  readonly stranger: number | undefined;
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
      const stranger = count === 1 ? captures[0] : captures[count];
      return { finger, group: session, enrolled: captures.length >= count, templates, pairs, stranger };
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
    return [{ finger: first.finger, group: '', enrolled, templates, pairs, stranger: probes[0] }];
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
