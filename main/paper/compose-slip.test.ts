import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type PrintJob, printJobSchema, textSizes } from '../../drivers/printer/print-job.ts';
import { bringItemSchema } from '../contract/activation.ts';
import { handoverReasonSchema } from '../contract/snapshot.ts';
import { brokenRule } from '../contract/texts/wording-rules.ts';
import type { SlipContent } from '../ports/slip-printer.ts';
import { composeSlip } from './compose-slip.ts';
import { exampleSlips, exampleTerminal } from './slip-examples.ts';
import { timeWords } from './slip-lines.ts';
import * as activationTexts from './slip-texts-activation.ts';
import * as bringTexts from './slip-texts-bring.ts';
import * as certificationTexts from './slip-texts-certification.ts';
import * as electronicCardTexts from './slip-texts-electronic-card.ts';
import * as enrolmentTexts from './slip-texts-enrolment.ts';
import * as frameTexts from './slip-texts-frame.ts';
import * as handoverTexts from './slip-texts-handover.ts';
import * as homeVisitTexts from './slip-texts-home-visit.ts';

const examples = Object.entries(exampleSlips) as [keyof typeof exampleSlips, SlipContent][];
const compose = (content: SlipContent, simulated = false) => composeSlip(content, exampleTerminal, simulated);
/** The slip as lines of plain text. */
const read = (job: PrintJob) =>
  job.lines.flatMap((line) => {
    if (line.kind === 'text') return [line.text];
    if (line.kind === 'figure') return [`[${line.shapes.length}] ${line.text}`, line.note];
    if (line.kind === 'qr') return [`[QR ${line.mm} mm]`];
    return line.kind === 'pair' ? [`${line.label} ${line.value}`] : [];
  });
const resultOf = (job: PrintJob) => job.lines.find((line) => line.kind === 'text' && line.size === 'result');

describe('a slip', () => {
  it.each(examples)('%s stands as it was reviewed', (_name, content) => {
    const job = compose(content);
    expect(printJobSchema.parse(job)).toEqual(job);
    expect(read(job).join('\n')).toMatchSnapshot();
  });

  it('prints the result big and inverted, on one line of the bar', () => {
    for (const [name, content] of examples) {
      const result = resultOf(compose(content));
      expect(result, name).toMatchObject({ invert: true, bold: true, align: 'center' });
      const width = [...(result as { text: string }).text].length * textSizes.result;
      expect(width, name).toBeLessThanOrEqual(576 - 2 * 16 - 2 * 17);
    }
  });

  it('says who helps, both telephones and the word about the password, whatever happened', () => {
    for (const [name, content] of examples) {
      const text = read(compose(content));
      expect(text, name).toEqual(
        expect.arrayContaining([
          '有事请找大堂工作人员。',
          '社保电话 12333',
          '银行电话 400-000-0000',
          '工作人员不会要您的密码。',
          '终端号 YL-0001',
          '时间 2026年11月22日 14:05',
        ]),
      );
    }
  });

  it('calls nothing done that is not done', () => {
    for (const [name, content] of examples.filter(([, { business }]) => business === 'certify')) {
      const text = read(compose(content)).join('\n');
      const done = /成功|办好了|已经认证|已认证|不用再办|不用办/.test(text);
      const reallyDone =
        content.outcome?.kind === 'accepted' ||
        (content.outcome?.kind === 'refused' && content.outcome.reason === 'alreadyCertified') ||
        (content.kind === 'standing' && /^certified/.test(content.standing?.kind ?? ''));
      expect([name, done]).toEqual([name, reallyDone]);
    }
    expect(resultOf(compose(exampleSlips.pending))).toMatchObject({ text: '已受理，待确认' });
  });

  it('knows a cause for every handover reason, and has words for one it does not know', () => {
    expect(Object.keys(handoverTexts.handoverCauses).sort()).toEqual(
      [...handoverReasonSchema.options].sort(),
    );
    for (const handover of ['somethingNew', '__proto__', 'constructor', null])
      expect(read(compose({ ...exampleSlips['handover.faceTries'], handover }))).toContain(
        '这一步要由人工来办。',
      );
  });

  it('names the business that was begun, also on a slip of a handover', () => {
    const own: Readonly<Record<string, string>> = {
      electronicCard: '电子社保卡',
      enrolment: '指静脉登记确认单',
    };
    const names = { certify: '养老待遇资格认证', activate: '社保卡激活', enrol: '登记指静脉' };
    for (const [name, content] of examples) {
      const expected = own[content.kind] ?? names[content.business];
      expect(read(compose(content)), name).toContain(expected);
      if (content.business !== 'certify' && content.kind !== 'enrolment' && content.also === null)
        expect(read(compose(content)).join(), name).not.toMatch(/养老|认证成功|今年/);
    }
  });

  it('lists what is done and what is not when an activation is handed over half-way', () => {
    const text = read(compose(exampleSlips['handover.halfActivated']));
    expect(text).toEqual(
      expect.arrayContaining(['社保功能：办好了', '社保密码：还没办', '社保卡激活还没办完。']),
    );
    expect(text).not.toContain('就在这台机器上办。');
  });

  it('does not offer a visit at home again that is booked', () => {
    const homeVisit = { referenceNumber: 'SM20261122-000004-7', dueOn: '2026-11-27', refused: false };
    const text = read(compose({ ...exampleSlips['handover.agentNotAllowed'], homeVisit }));
    expect(text).toEqual(expect.arrayContaining(['上门办理，已经约好。', '2026年11月27日']));
    expect(text).not.toContain('不方便来，可预约上门。');
  });

  it('draws and names everything there is to bring, once, and counts it', () => {
    const { lines } = compose(exampleSlips['bring.agent']);
    const drawn = lines.filter((line) => line.kind === 'figure');
    expect(drawn).toHaveLength(exampleSlips['bring.agent'].bring.length);
    expect(new Set(drawn.map(({ text, note }) => text + note)).size).toBe(drawn.length);
    for (const { shapes } of drawn) expect(shapes.length).toBeGreaterThan(4);
    expect(read(compose(exampleSlips['bring.agent']))).toContain('替家人办，要带5样：');
    expect(Object.keys(bringTexts.bringNotes).sort()).toEqual([...bringItemSchema.options].sort());
  });

  it('says of a visit at home when it is certain, and only then', () => {
    expect(read(compose(exampleSlips['homeVisit.booked']))).toEqual(
      expect.arrayContaining(['上门约好了', '2026年11月27日', 'SM20261122-000004-7']),
    );
    const pending = read(compose(exampleSlips['homeVisit.pending']));
    expect(pending).toEqual(expect.arrayContaining(['上门待确认', 'SM20261122-000004-7']));
    expect(pending.join()).not.toMatch(/约好|会到家里来|最晚/);
    const refused = read(compose(exampleSlips['homeVisit.refused']));
    expect(refused).toEqual(
      expect.arrayContaining(['上门没约上', '工作人员会替您另外安排。', 'SJ20261122-000005-1']),
    );
    expect(refused.join()).not.toMatch(/约好|待确认|准备好/);
  });

  it('prints the text of an electronic card as a code and nowhere else', () => {
    const job = compose(exampleSlips.electronicCard);
    expect(job.lines.filter((line) => line.kind === 'qr')).toEqual([
      { kind: 'qr', text: exampleSlips.electronicCard.qr, mm: 50 },
    ]);
    expect(read(job)).toContain('这个码，1分钟就换新。');
    expect(read(compose({ ...exampleSlips.electronicCard, qrSeconds: 30 }))).toContain(
      '这个码很快会换新的。',
    );
    expect(read(compose({ ...exampleSlips.electronicCard, qrSeconds: 330 }))).toContain(
      '这个码，5分钟就换新。',
    );
    const others = { ...job, lines: job.lines.filter((line) => line.kind !== 'qr') };
    expect(JSON.stringify(others)).not.toContain('dzsbk');
  });

  it('gives a number to ask by, also when it was refused or is still pending', () => {
    for (const [name, content] of examples)
      if (content.outcome !== null)
        expect(read(compose(content)).join('\n'), name).toMatch(/受理编号\n[A-Z]{2}\d{8}-\d{6}/);
  });

  it('cuts a long number into groups that can be read out, unless it has its own', () => {
    const outcome = { kind: 'pending', referenceNumber: '202611220007' } as const;
    expect(read(compose({ ...exampleSlips.pending, outcome }))).toContain('2026 1122 0007');
    expect(read(compose(exampleSlips.pending))).toContain('DB20261122-000017');
  });

  it('tells of the visit at home wherever the person still has something to do', () => {
    for (const [name, content] of examples) {
      const told = read(compose(content)).includes('不方便来，可预约上门。');
      const window = content.also?.kind === 'refused' && content.also.reason !== 'alreadyCertified';
      const open =
        window ||
        /^(handover(?!\.enrolFailed)|standing\.(due|suspended|needsStaff|none)|refused\.(deceased|notFound|rules)|bring)/.test(
          name,
        ) ||
        (content.kind === 'activation' &&
          content.homeVisit === null &&
          content.items.some(
            ({ item, outcome: { state } }) => state !== 'done' && (state !== 'unknown' || item === 'cardPin'),
          ));
      expect([name, told]).toEqual([name, open]);
    }
  });

  it('says on both ends that it is a demonstration when anything is simulated', () => {
    for (const job of [
      compose(exampleSlips.accepted, true),
      compose({ ...exampleSlips.accepted, livenessSimulated: true }),
    ]) {
      const text = read(job);
      expect([text[0], text.at(-1)]).toEqual(Array(2).fill('【模拟】演示凭条，不作凭证'));
    }
    expect(read(compose({ ...exampleSlips.accepted, livenessSimulated: true }))).toContain(
      '方式 本人，人脸核对（模拟）',
    );
    expect(read(compose(exampleSlips.accepted)).join()).not.toContain('模拟');
  });

  it('is marked and counted when it is printed again', () => {
    expect(read(compose({ ...exampleSlips.accepted, reprint: 2 }))).toContain('补打，第2次');
    expect(read(compose(exampleSlips.accepted)).join()).not.toContain('补打');
    expect(compose({ ...exampleSlips.accepted, reprint: 2 }).id).not.toBe(compose(exampleSlips.accepted).id);
  });

  it('never carries a name or an identity number in clear, even when it is handed one', () => {
    const han = fc.string({
      unit: fc.integer({ min: 0x3400, max: 0x4dbf }).map((code) => String.fromCodePoint(code)),
      minLength: 1,
      maxLength: 12,
    });
    fc.assert(
      fc.property(
        fc.constantFrom(...examples.map(([, content]) => content)),
        han,
        fc.stringMatching(/^999900(19|20)\d{9}[\dX]$/),
        fc.boolean(),
        (content, name, number, simulated) => {
          const text = JSON.stringify(
            compose({ ...content, maskedName: name, maskedIdNumber: number }, simulated),
          );
          expect(text).not.toContain(name);
          expect(text.replaceAll(' ', '')).not.toContain(number.slice(4, 14));
        },
      ),
    );
  });
});

describe('the words of the slips', () => {
  const stringsIn = (value: unknown): string[] => {
    if (typeof value === 'string') return [value];
    return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsIn) : [];
  };
  it('break no rule of wording and keep 16 characters a sentence', () => {
    const sentences = examples.flatMap(([, content]) =>
      compose(content).lines.flatMap((line) => {
        if (line.kind === 'figure') return [line.text, line.note];
        return line.kind === 'text' ? [line.text] : [];
      }),
    );
    const texts = [
      activationTexts,
      bringTexts,
      certificationTexts,
      electronicCardTexts,
      enrolmentTexts,
      frameTexts,
      handoverTexts,
      homeVisitTexts,
    ].flatMap((module) => stringsIn({ ...module }));
    const chinese = [...texts, ...sentences].filter((text) => /\p{Script=Han}/u.test(text));
    expect(chinese.length).toBeGreaterThan(100);
    expect(chinese.filter((text) => brokenRule(text, 'senior') !== null)).toEqual([]);
  });
});

describe('the time on a slip', () => {
  it('is that of Asia/Shanghai whatever the offset it came in', () => {
    expect(timeWords('2026-11-22T23:59:00+08:00')).toBe('2026年11月22日 23:59');
    expect(timeWords('2026-11-22T16:30:00Z')).toBe('2026年11月23日 00:30');
  });
});
