import { describe, expect, test } from 'vitest';
import { type Protocol, planOf, type TemplateCount, type VeinUnit } from './vein-protocols.ts';

/** Two sessions of three fingers with four captures each, numbered in order; the last finger lost one in session a. */
const units: VeinUnit[] = [
  { finger: 0, session: 'a', pictures: 4, captures: [0, 1, 2, 3] },
  { finger: 0, session: 'b', pictures: 4, captures: [4, 5, 6, 7] },
  { finger: 1, session: 'a', pictures: 4, captures: [8, 9, 10, 11] },
  { finger: 1, session: 'b', pictures: 4, captures: [12, 13, 14, 15] },
  { finger: 2, session: 'a', pictures: 4, captures: [16, 17] },
  { finger: 2, session: 'b', pictures: 4, captures: [18, 19, 20, 21] },
];

/** As few impostors as a protocol has. */
const plan = (protocol: Protocol, count: TemplateCount) => planOf(units, protocol, count, 0);
const all = (protocol: Protocol, count: TemplateCount) => [...plan(protocol, count).comparisons(1000)];

describe('protocols', () => {
  test('same session, one template: all pairs of a finger, first captures of two fingers', () => {
    const found = plan('sameSession', 1);
    expect(found).toMatchObject({ toEnrol: 6, notEnrolled: 0, genuine: 6 * 5 + 1, impostor: 6 });
    expect(all('sameSession', 1).filter(({ genuine }) => !genuine)).toEqual([
      { templates: [0], probe: 8, genuine: false },
      { templates: [0], probe: 16, genuine: false },
      { templates: [4], probe: 12, genuine: false },
      { templates: [4], probe: 18, genuine: false },
      { templates: [8], probe: 16, genuine: false },
      { templates: [12], probe: 18, genuine: false },
    ]);
  });

  test('same session, three templates: a finger with two usable captures is not enrolled', () => {
    const found = plan('sameSession', 3);
    expect(found).toMatchObject({ toEnrol: 6, notEnrolled: 1, genuine: 5, impostor: 2 + 6 });
    expect(all('sameSession', 3)[0]).toEqual({ templates: [0, 1, 2], probe: 3, genuine: true });
  });

  test('across sessions templates are of the first, probes of the later one', () => {
    const found = plan('crossSession', 1);
    expect(found).toMatchObject({ toEnrol: 3, notEnrolled: 0, genuine: 16 + 16 + 8, impostor: 6 });
    const three = all('crossSession', 3);
    expect(plan('crossSession', 3)).toMatchObject({
      toEnrol: 3,
      notEnrolled: 1,
      genuine: 8,
      impostor: 2,
    });
    expect(three.filter(({ genuine }) => !genuine)).toEqual([
      { templates: [0, 1, 2], probe: 12, genuine: false },
      { templates: [8, 9, 10], probe: 4, genuine: false },
    ]);
  });

  test('five templates of four pictures were never asked for', () => {
    expect(plan('sameSession', 5)).toMatchObject({ toEnrol: 0, genuine: 0, impostor: 0 });
  });

  test('impostors are thinned out evenly, genuine pairs never', () => {
    const found = plan('sameSession', 3);
    const kept = [...found.comparisons(4)];
    expect(kept.filter(({ genuine }) => genuine)).toHaveLength(5);
    expect(kept.filter(({ genuine }) => !genuine)).toHaveLength(4);
  });

  test('few fingers play the stranger with more of their captures, until there are enough', () => {
    expect(planOf(units, 'crossSession', 3)).toMatchObject({ strangers: 4, impostor: 8 });
    expect(planOf(units, 'sameSession', 1)).toMatchObject({ strangers: 4, impostor: 4 + 2 + 2 + 4 + 4 + 4 });
    const enough = planOf(units, 'sameSession', 1, 9);
    expect(enough).toMatchObject({ strangers: 2, impostor: 12 });
    expect([...enough.comparisons(1000)].filter(({ genuine }) => !genuine).slice(0, 2)).toEqual([
      { templates: [0], probe: 8, genuine: false },
      { templates: [0], probe: 9, genuine: false },
    ]);
  });
});
