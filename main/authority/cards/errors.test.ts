import { describe, expect, it } from 'vitest';
import { bankErrors } from '../../bank/errors.ts';
import { bankErrorTexts } from '../../contract/errors/bank.ts';
import { cardServiceErrorTexts } from '../../contract/errors/card-service.ts';
import { sealedListErrorTexts } from '../../contract/errors/sealed-list.ts';
import { sealedListErrors } from '../sealed-list/errors.ts';
import { cardServiceErrors, cardServiceFailure } from './errors.ts';

const areas = [
  ['card service', /^E61\d\d$/, cardServiceErrors, cardServiceErrorTexts],
  ['bank', /^E62\d\d$/, bankErrors, bankErrorTexts],
  ['sealed list', /^E63\d\d$/, sealedListErrors, sealedListErrorTexts],
] as const;

describe.each(areas)('errors of the %s', (_, form, rows, texts) => {
  it('have three explanations each, and no explanation is left over', () => {
    expect(Object.keys(texts).sort()).toEqual(Object.keys(rows).sort());
    for (const code of Object.keys(rows)) expect(code).toMatch(form);
  });

  it('tell the senior cause, next step and who helps, in short sentences', () => {
    for (const [code, text] of Object.entries(texts)) {
      const sentences = text.senior.split('。').filter(Boolean);
      expect(sentences.length, code).toBeGreaterThanOrEqual(3);
      for (const sentence of sentences) expect([...sentence].length, sentence).toBeLessThanOrEqual(16);
      expect(text.senior).toContain('助老员');
      expect(text.senior).not.toMatch(/失败|超时|异常|用户|鉴权|非法|不知道|错误/);
      expect(text.assistant.length, code).toBeGreaterThan(10);
      expect(text.technician.length, code).toBeGreaterThan(10);
    }
  });
});

it('a failure carries the action and the cause from the table', () => {
  expect(cardServiceFailure('E6102', '8000 ms')).toEqual({
    code: 'E6102',
    action: 'clear',
    message: 'the card service did not answer in time: 8000 ms',
  });
});
