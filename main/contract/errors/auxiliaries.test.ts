import { expect, it } from 'vitest';
import { auxiliaryErrors } from '../../../drivers/auxiliaries/errors.ts';
import { auxiliaryErrorTexts } from './auxiliaries.ts';

const codes = Object.keys(auxiliaryErrors);

it('explains every code of the table, and no other, three times', () => {
  expect(Object.keys(auxiliaryErrorTexts).sort()).toEqual([...codes].sort());
  for (const code of codes) {
    expect(auxiliaryErrorTexts[code]?.assistant.length, code).toBeGreaterThan(15);
    expect(auxiliaryErrorTexts[code]?.technician.length, code).toBeGreaterThan(15);
  }
});

it('tells the senior cause, next step and who helps, in sentences of at most 16 characters', () => {
  for (const code of codes) {
    const senior = auxiliaryErrorTexts[code]?.senior ?? '';
    const sentences = senior.split('。').filter(Boolean);
    expect(sentences.length, code).toBe(3);
    expect(senior, code).toMatch(/您/);
    expect(sentences[2], code).toMatch(/工作人员|找人帮忙/);
    for (const sentence of sentences) expect(sentence.length, `${code} ${sentence}`).toBeLessThanOrEqual(16);
  }
});

it('gives each code a name of its own', () => {
  const names = Object.values(auxiliaryErrors).map((row) => row.name);
  expect(new Set(names).size).toBe(names.length);
});
