import { expect, it } from 'vitest';
import { appErrorTexts } from './app.ts';
import { type AppErrorCode, appErrors, appFailure } from './app-codes.ts';

const codes = Object.keys(appErrors) as AppErrorCode[];

it('explains every E9xxx code to the senior, the assistant and the technician', () => {
  expect(Object.keys(appErrorTexts).sort()).toEqual([...codes].sort());
  for (const code of codes) {
    const { senior, assistant, technician } = appErrorTexts[code];
    expect(assistant.length, code).toBeGreaterThan(10);
    expect(technician.length, code).toBeGreaterThan(10);
    expect(senior, code).toMatch(/工作人员|求助/);
    for (const sentence of senior.split('。').filter(Boolean)) {
      expect(sentence.length, `${code} ${sentence}`).toBeLessThanOrEqual(16);
    }
  }
});

it('gives each code a name of its own, and failures their cause and detail', () => {
  expect(new Set(codes.map((code) => appErrors[code].name)).size).toBe(codes.length);
  expect(appFailure('E9001')).toEqual({
    code: 'E9001',
    action: 'reset',
    message: 'the worker process died during the call',
  });
  expect(appFailure('E9004', 'drivers.read').message).toMatch(/: drivers\.read$/);
});
