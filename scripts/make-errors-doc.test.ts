import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { errorAreas, errorsDoc, errorsDocPath } from './make-errors-doc.ts';

describe('the error codes', () => {
  for (const { title, rows, texts } of errorAreas) {
    it(`${title}: each stands once and is explained to all three people`, () => {
      expect(Object.keys(texts).sort()).toEqual(Object.keys(rows).sort());
      expect(Object.keys(rows).every((code) => code.startsWith(title.slice(0, 2)))).toBe(true);
    });
  }

  it('are documented as they are', () => {
    expect(readFileSync(errorsDocPath, 'utf8')).toBe(errorsDoc());
  });
});
