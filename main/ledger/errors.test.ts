import { describe, expect, it } from 'vitest';
import { ledgerErrorTexts } from '../contract/errors/ledger.ts';
import { failureOf, LedgerBroken, ledgerErrors, ledgerFailure } from './errors.ts';
import { ledgerLimits, ledgerTimeouts } from './timeouts.ts';

describe('ledger errors', () => {
  it('have three explanations each, and no explanation is left over', () => {
    expect(Object.keys(ledgerErrorTexts).sort()).toEqual(Object.keys(ledgerErrors).sort());
    for (const code of Object.keys(ledgerErrors)) expect(code).toMatch(/^E7\d{3}$/);
  });

  it('tell the senior cause, next step and who helps, in short sentences', () => {
    for (const [code, text] of Object.entries(ledgerErrorTexts)) {
      const sentences = text.senior.split('。').filter(Boolean);
      expect(sentences.length, code).toBeGreaterThanOrEqual(3);
      for (const sentence of sentences) expect([...sentence].length, sentence).toBeLessThanOrEqual(16);
      expect(text.senior).toMatch(/请您.*助老员会来帮您/);
      expect(text.assistant, code).toMatch(/请/);
      expect(text.technician.length, code).toBeGreaterThan(10);
    }
  });

  it('come from the numbers of SQLite and of the system, never from their messages', () => {
    const code = (cause: unknown) => failureOf(cause).code;
    expect(code({ errcode: 13, message: 'x' })).toBe('E7002');
    expect(code({ errcode: 5 })).toBe('E7003');
    expect(code({ errcode: 11 | (3 << 8) })).toBe('E7004');
    expect(code({ errcode: 10 | (3 << 8) })).toBe('E7010');
    expect(code({ errcode: 1 })).toBe('E7010');
    expect(code({ code: 'ENOSPC' })).toBe('E7002');
    expect(code({ code: 'EACCES' })).toBe('E7001');
    expect(code(null)).toBe('E7001');
    expect(failureOf(new Error('王桂芝')).message).not.toContain('王桂芝');
    expect(code(new LedgerBroken(ledgerFailure('E7011')))).toBe('E7011');
  });

  it('and the waits stay within their table', () => {
    for (const row of Object.values(ledgerTimeouts)) {
      expect(row.min <= row.default && row.default <= row.max).toBe(true);
    }
    expect(ledgerLimits({ attempt: 1, firstRetry: 1e12 })).toMatchObject({
      attempt: 500,
      firstRetry: 60_000,
    });
  });
});
