import { expect, it } from 'vitest';
import { voiceErrorTexts } from './voice.ts';
import { voiceErrors, voiceFailure } from './voice-codes.ts';

it('explains every code to all three people', () => {
  expect(Object.keys(voiceErrorTexts)).toEqual(Object.keys(voiceErrors));
  for (const texts of Object.values(voiceErrorTexts))
    for (const text of Object.values(texts)) expect(text.length).toBeGreaterThan(8);
});

it('keeps what the senior reads short, polite, and with somebody who helps', () => {
  for (const { senior } of Object.values(voiceErrorTexts)) {
    for (const sentence of senior.split('。')) expect(sentence.length).toBeLessThanOrEqual(16);
    expect(senior).toMatch(/请您/);
    expect(senior).toMatch(/工作人员/);
    expect(senior).not.toMatch(/失败|超时|异常|非法|用户|鉴权|[^您]你/);
  }
});

it('makes failures with the detail behind the cause', () => {
  expect(voiceFailure('E8003', '1: welcome')).toEqual({
    code: 'E8003',
    action: 'configuration',
    message: 'prompts have no clip and stay silent: 1: welcome',
  });
});
