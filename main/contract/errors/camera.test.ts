import { expect, it } from 'vitest';
import { cameraErrors } from '../../../drivers/camera/errors.ts';
import { cameraErrorTexts } from './camera.ts';

it('explains every camera error, and no other, to all three people', () => {
  expect(Object.keys(cameraErrorTexts).sort()).toEqual(Object.keys(cameraErrors).sort());
  for (const texts of Object.values(cameraErrorTexts))
    for (const text of Object.values(texts)) expect(text).toMatch(/[。]$/);
});

it('keeps every sentence for the senior within 16 characters, polite, and with somebody who helps', () => {
  for (const { senior } of Object.values(cameraErrorTexts)) {
    for (const sentence of senior.split(/[。！？]/)) expect(sentence.length).toBeLessThanOrEqual(16);
    expect(senior).toMatch(/请您/);
    expect(senior).toMatch(/助老员/);
  }
});

it('gives the assistant a next step and somebody to call', () => {
  for (const { assistant } of Object.values(cameraErrorTexts)) {
    expect(assistant).toMatch(/请/);
    expect(assistant).toMatch(/技术员/);
  }
});
