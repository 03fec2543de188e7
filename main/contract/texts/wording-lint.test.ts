import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { captionOf, spokenText, text } from './format.ts';
import { labels } from './labels.ts';
import { isPromptId, promptIds, prompts } from './prompts.ts';
import { brokenRule, forbidden, forbiddenToSeniors } from './wording-rules.ts';

/** The longest values that really come: a compound surname with its title, a date of eleven characters. */
const longSlots = {
  salutation: '欧阳奶奶',
  until: '2027-12-31',
  dueOn: '2027-12-31',
  since: '2026-12-31',
  nextDue: '2027-12-31',
  count: '2',
  left: '4',
};
const withHan = /\p{Script=Han}/u;
const helpers = /工作人员|人工|助老员|窗口|帮助|帮忙/;

/** Every Chinese string that a module exports, with the way to it. */
const stringsIn = (value: unknown, path: string, found: [string, string][] = []): [string, string][] => {
  if (typeof value === 'string' && withHan.test(value)) found.push([path, value]);
  else if (typeof value === 'object' && value !== null)
    for (const [key, inner] of Object.entries(value)) stringsIn(inner, `${path}.${key}`, found);
  return found;
};

const stringsOfFolder = async (folder: string): Promise<[string, string][]> => {
  const directory = join(import.meta.dirname, folder);
  if (!existsSync(directory)) return [];
  const files = readdirSync(directory).filter((name) => name.endsWith('.ts') && !name.includes('.test.'));
  const all: [string, string][] = [];
  for (const file of files)
    stringsIn(await import(pathToFileURL(join(directory, file)).href), `${folder}/${file}`, all);
  return all;
};

describe('the wording of every Chinese text', () => {
  it('breaks no rule in what the senior sees', () => {
    const broken = [
      ...promptIds.map((id) => [id, brokenRule(text(id, longSlots), 'senior')] as const),
      ...Object.entries(labels).map(([id, words]) => [id, brokenRule(words, 'senior')] as const),
    ].filter(([, rule]) => rule !== null);
    expect(broken).toEqual([]);
  });

  it('breaks no rule in any module of texts and errors; only seniors have the length limit', async () => {
    const all = [...(await stringsOfFolder('.')), ...(await stringsOfFolder('../errors'))];
    const broken = all
      // The rules name what they forbid; the prompts, which still hold their notation, are read filled in above.
      .filter(([path]) => !/wording-rules\.ts|prompts(-\w+)?\.ts/.test(path))
      .map(([path, words]) => {
        const reader = /\.(assistant|technician)\b/.test(path) ? 'staff' : 'senior';
        return [path, brokenRule(words, reader)] as const;
      })
      .filter(([, rule]) => rule !== null);
    expect(all.length).toBeGreaterThan(150);
    expect(broken).toEqual([]);
  });

  it('tells cause, next step and helper in each setback', () => {
    for (const id of promptIds) {
      const entry: unknown = prompts[id];
      if (typeof entry !== 'object' || entry === null) continue;
      const { cause, next, helper } = entry as Record<string, string>;
      expect(cause?.length, id).toBeGreaterThan(3);
      expect(next?.length, id).toBeGreaterThan(3);
      expect(helper, id).toMatch(helpers);
    }
  });

  it('tells cause, next step and helper in each senior text of the error tables', async () => {
    for (const [path, words] of await stringsOfFolder('../errors')) {
      if (!/\.senior$/.test(path)) continue;
      expect(words.split(/[。！？]/).filter(Boolean).length, path).toBeGreaterThanOrEqual(2);
      expect(words, path).toMatch(helpers);
    }
  });

  it('closes every sentence of a prompt with its mark', () => {
    for (const id of promptIds) expect(text(id, longSlots), id).toMatch(/[。！？]$/);
  });

  it('speaks no name, date or personal fact: a slot is never spoken', () => {
    for (const id of promptIds) {
      expect(spokenText(id), id).not.toMatch(/[{}〔〕]/);
      expect(spokenText(id).length, id).toBeGreaterThan(3);
    }
  });

  it('shows what it speaks: each spoken run stands in the caption where it says', () => {
    for (const id of promptIds) {
      const { lines, helper } = captionOf(id, longSlots);
      const spoken = [...lines.flat(), ...helper].filter((run) => run.spokenAt !== null);
      expect(spoken.map((run) => run.text).join(''), id).toBe(spokenText(id));
      for (const run of spoken)
        expect(spokenText(id).slice(run.spokenAt!, run.spokenAt! + run.text.length)).toBe(run.text);
    }
  });
});

describe('the rules themselves', () => {
  it('find each forbidden phrase, and a sentence that is too long', () => {
    for (const phrase of forbidden)
      for (const reader of ['senior', 'staff'] as const)
        expect(brokenRule(`请稍等，${phrase}。`, reader)).toBe(`says ${phrase}`);
    for (const phrase of forbiddenToSeniors) {
      expect(brokenRule(`请稍等，${phrase}。`, 'senior')).toBe(`says ${phrase}`);
      expect(brokenRule(`请稍等，${phrase}。`, 'staff')).toBeNull();
    }
    expect(brokenRule('请'.repeat(17), 'senior')).toMatch(/^sentence of 17/);
    expect(brokenRule('请'.repeat(17), 'staff')).toBeNull();
    expect(brokenRule(`${'请'.repeat(16)}。`, 'senior')).toBeNull();
  });

  it('know an unknown id', () => {
    expect(isPromptId('welcome')).toBe(true);
    expect(isPromptId('toString')).toBe(false);
  });
});
