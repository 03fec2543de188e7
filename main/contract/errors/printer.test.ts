import { expect, it } from 'vitest';
import { printerErrors } from '../../../drivers/printer/errors.ts';
import { printerErrorTexts } from './printer.ts';

it('explains every printer error, and no other, to all three people', () => {
  expect(Object.keys(printerErrorTexts).sort()).toEqual(Object.keys(printerErrors).sort());
  for (const texts of Object.values(printerErrorTexts))
    for (const text of Object.values(texts)) expect(text).toMatch(/[。]$/);
});

it('keeps every sentence for the senior within 16 characters, polite, and with somebody who helps', () => {
  for (const { senior } of Object.values(printerErrorTexts)) {
    for (const sentence of senior.split(/[。！？]/)) expect(sentence.length).toBeLessThanOrEqual(16);
    expect(senior).toMatch(/请您/);
    expect(senior).toMatch(/助老员/);
  }
});

it('gives the assistant a next step and somebody to call', () => {
  for (const { assistant } of Object.values(printerErrorTexts)) {
    expect(assistant).toMatch(/请/);
    expect(assistant).toMatch(/技术员/);
  }
});
