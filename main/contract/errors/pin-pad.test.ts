import { expect, it } from 'vitest';
import { pinPadErrors } from '../../../drivers/pin-pad/errors.ts';
import { pinPadErrorTexts } from './pin-pad.ts';

const codes = Object.keys(pinPadErrors);

it('explains every code of the table, and no other, three times', () => {
  expect(Object.keys(pinPadErrorTexts).sort()).toEqual([...codes].sort());
  for (const code of codes) {
    expect(pinPadErrorTexts[code]?.assistant.length, code).toBeGreaterThan(15);
    expect(pinPadErrorTexts[code]?.technician.length, code).toBeGreaterThan(15);
  }
});

it('tells the senior cause, next step and who helps, in sentences of at most 16 characters', () => {
  for (const code of codes) {
    const senior = pinPadErrorTexts[code]?.senior ?? '';
    const sentences = senior.split('。').filter(Boolean);
    expect(sentences.length, code).toBe(3);
    expect(senior, code).toMatch(/您/);
    expect(sentences[2], code).toMatch(/工作人员|找人帮忙/);
    for (const sentence of sentences) expect(sentence.length, `${code} ${sentence}`).toBeLessThanOrEqual(16);
  }
});

it('lets nobody else type: the customer enters a password themselves', () => {
  for (const code of codes) expect(pinPadErrorTexts[code]?.assistant, code).not.toMatch(/(帮|替|代)客户输/);
});

it('gives each code a name of its own', () => {
  const names = Object.values(pinPadErrors).map((row) => row.name);
  expect(new Set(names).size).toBe(names.length);
});
