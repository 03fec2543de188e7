import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type PrintJob, printJobSchema, textSizes } from '../../drivers/printer/print-job.ts';
import { handoverReasonSchema } from '../contract/snapshot.ts';
import { brokenRule } from '../contract/texts/wording-rules.ts';
import type { SlipContent } from '../ports/slip-printer.ts';
import { composeSlip, timeWords } from './compose-slip.ts';
import { exampleSlips, exampleTerminal } from './slip-examples.ts';
import * as slipTexts from './slip-texts.ts';

const examples = Object.entries(exampleSlips) as [keyof typeof exampleSlips, SlipContent][];
const compose = (content: SlipContent, simulated = false) => composeSlip(content, exampleTerminal, simulated);
/** The slip as lines of plain text. */
const read = (job: PrintJob) =>
  job.lines.flatMap((line) => {
    if (line.kind === 'text') return [line.text];
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
    for (const [name, content] of examples) {
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
    expect(Object.keys(slipTexts.handoverCauses).sort()).toEqual([...handoverReasonSchema.options].sort());
    for (const handover of ['somethingNew', '__proto__', 'constructor', null])
      expect(read(compose({ ...exampleSlips['handover.faceTries'], handover }))).toContain(
        '这一步要由人工来办。',
      );
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
      const open = /^(handover|standing\.(due|suspended|needsStaff|none)|refused\.(deceased|notFound|rules))/;
      expect([name, told]).toEqual([name, open.test(name)]);
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
      compose(content).lines.flatMap((line) => (line.kind === 'text' ? [line.text] : [])),
    );
    const chinese = [...stringsIn({ ...slipTexts }), ...sentences].filter((text) =>
      /\p{Script=Han}/u.test(text),
    );
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
