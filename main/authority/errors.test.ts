import { describe, expect, it } from 'vitest';
import { authorityErrorTexts } from '../contract/errors/authority.ts';
import { authorityErrors, authorityFailure } from './errors.ts';

describe('authority errors', () => {
  it('have three explanations each, and no explanation is left over', () => {
    expect(Object.keys(authorityErrorTexts).sort()).toEqual(Object.keys(authorityErrors).sort());
    for (const code of Object.keys(authorityErrors)) expect(code).toMatch(/^E6\d{3}$/);
  });

  it('tell the senior cause, next step and who helps, in short sentences', () => {
    for (const [code, text] of Object.entries(authorityErrorTexts)) {
      const sentences = text.senior.split('。').filter(Boolean);
      expect(sentences.length, code).toBeGreaterThanOrEqual(3);
      for (const sentence of sentences) expect([...sentence].length, sentence).toBeLessThanOrEqual(16);
      expect(text.senior).toContain('助老员');
      expect(text.senior).not.toMatch(/失败|超时|异常|用户|鉴权|非法|不知道|错误/);
      expect(text.assistant.length, code).toBeGreaterThan(10);
      expect(text.technician.length, code).toBeGreaterThan(10);
    }
  });

  it('carry the action and the cause from the table', () => {
    expect(authorityFailure('E6002', '8000 ms')).toEqual({
      code: 'E6002',
      action: 'clear',
      message: 'the authority did not answer in time: 8000 ms',
    });
  });
});
