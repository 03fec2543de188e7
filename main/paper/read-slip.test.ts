import { describe, expect, it } from 'vitest';
import { ocr, readCode } from '../../drivers/printer/escpos/scenarios/paper-readers.ts';
import { openStand } from '../../drivers/printer/escpos/scenarios/stand.ts';
import { composeSlip } from './compose-slip.ts';
import { exampleSlips, exampleTerminal } from './slip-examples.ts';

/** The slip on the simulated printer's paper, over a real pty. */
async function paperOf(
  name: keyof typeof exampleSlips,
  { profile = 'custom-vkp80', mode = 'raster' }: { profile?: string; mode?: 'raster' | 'text' } = {},
): Promise<Uint8Array> {
  const { printer, simulator } = await openStand(profile, { mode });
  const job = composeSlip(exampleSlips[name], exampleTerminal, false);
  expect(await printer.print(job)).toMatchObject({ ok: true });
  return simulator.slips[0]!.png;
}
/** As `tesseract` takes marks for one another: without any. */
const plain = (text: string): string => text.replace(/[：:，,。.*·_-]/g, '');

describe('another program reads from the paper', () => {
  it.each([
    [
      'activation.allDone',
      ['都办好了', '社保功能办好了', '社保密码办好了', '银行账户办好了', '2026年11月22日1405'],
      [/证件号9999.*0014/, /账户6217.*1234/, /20261122000031/, /20261122000109/, /社保电话12333/],
    ],
    [
      'activation.mixed',
      ['还有待确认', '社保功能办好了', '社保密码没办成', '银行账户正在确认', '问结果请打银行电话'],
      [/20261122000031/, /20261122000109/],
    ],
    [
      'activation.agent',
      ['办好一部分', '社保功能办好了', '银行账户没办成', '2026年11月27日', '子女代办'],
      [/20261122000004/],
    ],
    [
      'activation.alsoAccepted',
      ['都办好了', '养老认证办好了', '2027年11月22日', '指静脉核对'],
      [/20261122000007/, /20261122000109/],
    ],
    [
      'enrolment.signed',
      ['指静脉登记确认单', '登记好了', '右手食指', '右手中指', '只存一串编码', '不存照片', '删掉登记'],
      [/证件号9999.*0014/, /20261122000007/, /社保电话12333/],
    ],
    [
      'enrolment.key',
      [
        '没有登记人脸',
        '您按键确认了登记',
        '认证手册',
        '2027年6月30日',
        '左手食指',
        '认证不要钱',
        '示范支行营业部',
      ],
      [/证件号9999.*0014/, /社保电话12333/],
    ],
    ['enrolmentDeleted', ['已经删除', '右手食指', '2026年3月8日', '人脸认证照常能用'], [/证件号9999.*0014/]],
    ['bring.agent', ['请带齐这些', '5样', '家人身份证', '社保卡', '委托书', '卡主签名'], [/社保电话12333/]],
    [
      'homeVisit.booked',
      ['上门约好了', '2026年11月27日', '开门前先看工作证', '本人的身份证'],
      [/20261122000004/],
    ],
    ['electronicCard', ['电子社保卡', '扫完请撕掉这张纸'], [/社保电话12333/]],
  ] as const)(
    '%s: result lines, dates and every digit',
    async (name, words, patterns) => {
      const text = plain(ocr(await paperOf(name)));
      for (const word of words) expect(text).toContain(word);
      for (const pattern of patterns) expect(text).toMatch(pattern);
    },
    60_000,
  );

  it('in the letters of the printer: what is next and whom to call', async () => {
    const png = await paperOf('activation.mixed', { profile: 'generic-80mm', mode: 'text' });
    const text = plain(ocr(png));
    for (const word of ['卡上的密码锁住了', '打电话时报这个编号', '您按键同意的是', '银行电话4000000000'])
      expect(text).toContain(word);
  }, 60_000);

  it.each([
    ['generic-58mm', 'raster'],
    ['generic-80mm', 'text'],
  ] as const)(
    'the guide on narrow paper and in the letters of the printer: %s, %s',
    async (profile, mode) => {
      const text = plain(ocr(await paperOf('enrolment.signed', { profile, mode }))).replaceAll('\n', '');
      for (const word of ['指静脉登记确认单', '右手中指', '带身份证', '手指放平', '用人脸一样能认证'])
        expect(text).toContain(word);
      expect(text).toMatch(/12333/);
    },
    60_000,
  );

  it.each(['custom-vkp80', 'epson-tm', 'generic-58mm'])(
    'the code of the electronic card on %s',
    async (profile) => {
      const png = await paperOf('electronicCard', { profile });
      expect(readCode(png)).toBe(exampleSlips.electronicCard.qr);
    },
    30_000,
  );
});
