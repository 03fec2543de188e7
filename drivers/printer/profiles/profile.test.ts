import { readdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import { models } from '../escpos/simulator/models.ts';
import { loadProfile, parseProfile, profileFor, profileNames } from './profile.ts';

it('ships every profile of the folder, each valid, each with a simulated printer', () => {
  const files = readdirSync(new URL('.', import.meta.url)).filter((file) => file.endsWith('.json'));
  expect([...profileNames].sort()).toEqual(files.map((file) => file.slice(0, -5)).sort());
  expect(Object.keys(models).sort()).toEqual([...profileNames].sort());
  for (const name of profileNames) expect(loadProfile(name)).toMatchObject({ ok: true, value: { name } });
});

it('names the profiles that exist when it is asked for another', () => {
  const answer = loadProfile('constructor');
  expect(answer).toMatchObject({ ok: false, error: { code: 'E4016' } });
  expect(answer.ok ? '' : answer.error.message).toContain('custom-vkp80');
});

it('refuses a profile that could never prove a print, and any other value', () => {
  const good = loadProfile('generic-80mm');
  if (!good.ok) throw new Error('no profile');
  const unproved = { ...good.value, proof: { processId: false, queuedStatus: false } };
  for (const value of [unproved, { ...good.value, cut: 'zz' }, { ...good.value, extra: 1 }, null, 7])
    expect(parseProfile(value)).toMatchObject({ ok: false, error: { code: 'E4017' } });
});

it.each([
  ['EPSON', 'TM-T88VI', 'epson-tm'],
  ['SNBC', 'BTP-R880NP(U)', 'snbc-btp'],
  ['CUSTOM SPA', 'VKP80III', 'custom-vkp80'],
  ['Custom Engineering', 'KPM216H ETH', 'custom-kpm216'],
  ['CUSTOM SPA', 'TG2480', null],
  ['Printer', 'POS-80', null],
  ['', '', null],
])('a printer that calls itself %s %s has the profile %s', (manufacturer, model, profile) => {
  expect(profileFor({ manufacturer, model })).toBe(profile);
});
