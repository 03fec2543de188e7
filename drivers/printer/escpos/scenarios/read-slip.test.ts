import { expect, it } from 'vitest';
import { ocr, readCode } from './paper-readers.ts';
import { certificationSlip, openStand } from './stand.ts';

it('a slip drawn as a picture can be read: result line, dates and every digit', async () => {
  const { printer, simulator } = await openStand('custom-vkp80');
  expect(await printer.print(certificationSlip)).toMatchObject({ ok: true });
  const text = ocr(simulator.slips[0]!.png);
  for (const words of [
    '养老待遇资格认证',
    '认证成功',
    '您今年已经办好',
    '2026年11月22日14:05',
    '2027年11月22日',
  ])
    expect(text).toContain(words);
  expect(text).toMatch(/证件号9999.*0014/);
  expect(text).toMatch(/受理编号20261122000007/);
  expect(text).toMatch(/社保电话12333/);
}, 30_000);

it('a slip in the letters of the printer can be read too', async () => {
  const { printer, simulator } = await openStand('generic-80mm', { mode: 'text' });
  expect(await printer.print(certificationSlip)).toMatchObject({ ok: true });
  const text = ocr(simulator.slips[0]!.png);
  for (const words of ['养老待遇资格认证', '认证成功', '您今年已经办好']) expect(text).toContain(words);
}, 30_000);

it('the QR code that the printer draws says what was asked', async () => {
  const { printer, simulator } = await openStand('epson-tm');
  const text = 'https://example.invalid/slip/20261122000007?check=银龄';
  expect(await printer.print({ id: 'qr', lines: [{ kind: 'qr', text, mm: 30 }] })).toMatchObject({
    ok: true,
  });
  expect(readCode(simulator.slips[0]!.png)).toBe(text);
}, 30_000);

it('says on the second print of the same slip that it is one', async () => {
  const { printer, simulator } = await openStand('generic-80mm');
  await printer.print(certificationSlip);
  await printer.print(certificationSlip);
  expect(ocr(simulator.slips[1]!.png)).toMatch(/补打.*第1次/);
}, 30_000);

it.each([
  ['generic-80mm', 1000],
  ['generic-58mm', 1000],
  ['epson-tm', 850],
  ['epson-tm', 750],
  ['epson-tm', 700],
  ['epson-tm', 900],
  ['epson-tm', 980],
  ['custom-vkp80', 600],
  ['custom-vkp80', 530],
  ['generic-58mm', 120],
  ['custom-vkp80', 450],
] as const)(
  'a code on %s paper can be read with %i bytes in it',
  async (profile, bytes) => {
    const { printer, simulator } = await openStand(profile);
    const text = 'Yinling+7/'.repeat(100).slice(0, bytes);
    expect(await printer.print({ id: 'qr', lines: [{ kind: 'qr', text, mm: 50 }] })).toMatchObject({
      ok: true,
    });
    expect(readCode(simulator.slips[0]!.png)).toBe(text);
  },
  30_000,
);

it('does not print a code that is too long for the narrowest paper', async () => {
  const { printer } = await openStand('generic-80mm');
  const job = { id: 'qr', lines: [{ kind: 'qr' as const, text: '银'.repeat(334), mm: 50 }] };
  expect(await printer.print(job)).toMatchObject({ ok: false, error: { code: 'E4019' } });
});
