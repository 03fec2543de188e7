import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type PrintJob, type PrintLine, printJobSchema } from '../../drivers/printer/print-job.ts';
import { signatureSchema } from '../contract/activation.ts';
import type { Outcome } from '../contract/snapshot.ts';
import { fingerNameSchema } from '../contract/vein.ts';
import type { SlipContent } from '../ports/slip-printer.ts';
import { composeSlip } from './compose-slip.ts';
import { exampleSignature } from './example-signature.ts';
import { exampleSlips, exampleTerminal } from './slip-examples.ts';
import { enrolmentWords, fingerNames, guideWords } from './slip-texts-enrolment.ts';

const signed = exampleSlips['enrolment.signed'];
const compose = (change: Partial<SlipContent> = {}, of: SlipContent = signed, simulated = false) =>
  composeSlip({ ...of, ...change }, exampleTerminal, simulated);
const wordsOf = (line: PrintLine): string[] => {
  if (line.kind === 'text') return [line.text];
  if (line.kind === 'figure') return [line.text, line.note];
  return line.kind === 'pair' ? [`${line.label} ${line.value}`] : [];
};
const textsOf = (job: Pick<PrintJob, 'lines'>) => job.lines.flatMap(wordsOf);
/** The slip torn along its line. */
function torn(job: PrintJob): { readonly confirmation: PrintJob; readonly guide: PrintJob } {
  const at = job.lines.findIndex((line) => line.kind === 'text' && line.text === guideWords.tear);
  expect(at).toBeGreaterThan(0);
  // Nothing to read within a centimetre of where it tears: a rule between white.
  expect(job.lines.slice(at + 1, at + 3).map(({ kind }) => kind)).toEqual(['rule', 'gap']);
  return {
    confirmation: { ...job, lines: job.lines.slice(0, at) },
    guide: { ...job, lines: job.lines.slice(at + 3) },
  };
}
const enrolled = (change: Partial<NonNullable<SlipContent['enrolment']>>): Partial<SlipContent> => ({
  enrolment: {
    fingers: ['rightIndex', 'rightMiddle'],
    face: true,
    signature: exampleSignature,
    scannerSimulated: false,
    ...change,
  },
});
const outcome = fc.constantFrom<Outcome | null>(
  null,
  {
    kind: 'accepted',
    receiptNumber: 'RZ20261122-000007-3',
    certifiedUntil: '2027-11-22',
    nextDue: '2027-12-31',
  },
  { kind: 'pending', referenceNumber: 'DB20261122-000017' },
  ...(['deceased', 'alreadyCertified', 'notFound', 'rules'] as const).map(
    (reason): Outcome => ({ kind: 'refused', reason, referenceNumber: 'TH20261122-000007-3' }),
  ),
);
const method = fc.constantFrom<SlipContent['method']>('face', 'fingerVein', null);

describe('the confirmation of an enrolment', () => {
  it('is a job that can be printed and names each finger once, and the face or that there is none', () => {
    fc.assert(
      fc.property(
        fc.subarray([...fingerNameSchema.options], { minLength: 1, maxLength: 2 }),
        fc.boolean(),
        fc.boolean(),
        outcome,
        method,
        (fingers, face, withSignature, also, verified) => {
          const signature = withSignature ? exampleSignature : null;
          const consent = withSignature ? 'signature' : 'key';
          const job = compose({ ...enrolled({ fingers, face, signature }), also, consent, method: verified });
          expect(printJobSchema.parse(job)).toEqual(job);
          const { confirmation, guide } = torn(job);
          const [told, carried] = [textsOf(confirmation), textsOf(guide)];
          for (const [finger, name] of Object.entries(fingerNames)) {
            const times = fingers.some((one) => one === finger) ? 1 : 0;
            expect(told.filter((text) => text === name)).toHaveLength(times);
            expect(carried.filter((text) => text === name)).toHaveLength(times);
          }
          expect(told.includes('人脸')).toBe(face);
          expect(told.includes('没有登记人脸。')).toBe(!face);
          expect(job.lines.filter(({ kind }) => kind === 'hand')).toHaveLength(withSignature ? 1 : 0);
          expect(told.includes('您按键确认了登记。')).toBe(!withSignature);
          expect(told.includes(enrolmentWords.keptSignature)).toBe(withSignature);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('says what it is for, what is kept and where, and how it is deleted', () => {
    const texts = textsOf(torn(compose()).confirmation);
    for (const line of [
      ...enrolmentWords.useHow,
      ...enrolmentWords.keptHow,
      ...enrolmentWords.dropHow,
      '姓名 王*英',
      '证件号 9999 **** **** 0014',
      '时间 2026年11月22日 14:05',
      '方式 本人，人脸核对',
      '终端号 YL-0001',
    ])
      expect(texts).toContain(line);
  });

  it('shows of a signature the way of the pen and nothing of its speed', () => {
    const { lines } = compose();
    const drawn = lines.find((line) => line.kind === 'hand');
    expect(signatureSchema.safeParse(exampleSignature).success).toBe(true);
    expect(drawn).toEqual({
      kind: 'hand',
      strokes: exampleSignature.map((stroke) => stroke.map(([x, y]) => [x, y])),
    });
  });

  it('says how it was confirmed also where no strokes are at hand', () => {
    const of = (consent: SlipContent['consent']) =>
      textsOf(compose({ ...enrolled({ signature: null }), consent }));
    expect(of('signature')).toContain('您签字确认了登记。');
    expect(of('key')).toContain('您按键确认了登记。');
    expect(of('key')).not.toContain('您签的字：');
  });

  it('is marked on both pieces when the scanner is simulated', () => {
    const { confirmation, guide } = torn(compose(enrolled({ scannerSimulated: true })));
    const mark = '【模拟】演示凭条，不作凭证';
    expect([textsOf(confirmation)[0], textsOf(guide).at(-1)]).toEqual([mark, mark]);
    expect(textsOf(compose()).join()).not.toContain('模拟');
  });

  it('cannot be set when nothing was enrolled', () => {
    expect(() => compose({ enrolment: null })).toThrow(RangeError);
  });
});

describe('the guide for the pocket', () => {
  const guideOf = (change: Partial<SlipContent>) => textsOf(torn(compose(change)).guide);

  it('stands alone: whose, what to bring, how to lay, the other way, where, whom to call, no money', () => {
    const guide = guideOf({});
    for (const line of [
      '认证手册',
      '姓名 王*英',
      '带身份证',
      '手指放平',
      '放进手指槽，不用按。',
      '手凉，先搓热了再放。',
      '用人脸，一样能认证。',
      '示范支行营业部',
      '终端号 YL-0001',
      '社保电话 12333',
      '认证不要钱和密码。',
    ])
      expect(guide).toContain(line);
    expect(guide.join()).not.toMatch(/9999|3f6f2a91/);
  });

  it('says when to come again only where that is known', () => {
    const dates = (change: Partial<SlipContent>) =>
      guideOf(change).filter((text) => /有效到|最晚|^\d{4}年/.test(text));
    const accepted = exampleSlips['enrolment.signed'].also;
    const due: SlipContent['standing'] = { kind: 'due', dueOn: '2026-12-31' };
    expect(dates({ also: accepted, standing: due })).toEqual(['下次办理，最晚到', '2027年11月22日']);
    expect(dates({ also: null, standing: due })).toEqual(['最晚办理', '2026年12月31日']);
    for (const kind of ['certifiedByDataMatch', 'certified'] as const)
      expect(dates({ also: null, standing: { kind, until: '2027-06-30', method: 'face' } })).toEqual([
        '认证有效到',
        '2027年6月30日',
      ]);
    const pending = exampleSlips['enrolment.alsoPending'].also;
    expect(dates({ also: pending, standing: due })).toEqual([]);
    for (const standing of [null, { kind: 'unknown' }, { kind: 'suspended', since: '2026-07-01' }] as const)
      expect(dates({ also: null, standing })).toEqual([]);
  });
});

describe('the slip of a deletion', () => {
  it('says what was deleted, that the rest goes on working, and nothing of a picture or signature', () => {
    const job = compose({}, exampleSlips.enrolmentDeleted);
    const texts = textsOf(job);
    for (const line of [
      '已经删除',
      '右手食指',
      '右手中指',
      '人脸',
      '登记日期 2026年3月8日',
      '人脸认证，照常能用。',
    ])
      expect(texts).toContain(line);
    expect(texts).not.toContain(guideWords.tear);
    expect(job.lines.some(({ kind }) => kind === 'hand')).toBe(false);
    const { deleted } = exampleSlips.enrolmentDeleted;
    const withoutFace = compose({ deleted: { ...deleted, face: false } }, exampleSlips.enrolmentDeleted);
    expect(textsOf(withoutFace)).not.toContain('人脸');
  });
});

describe('a pension certified on the way of another business', () => {
  const others = [
    exampleSlips['activation.allDone'],
    exampleSlips['activation.bankUnknown'],
    exampleSlips['activation.noneDone'],
    exampleSlips['activation.standing'],
    exampleSlips['handover.halfActivated'],
    exampleSlips['handover.enrolFailed'],
    exampleSlips['enrolment.key'],
    exampleSlips['enrolment.standing'],
    exampleSlips.enrolmentDeleted,
  ] as const satisfies readonly SlipContent[];

  it('stands once under a bar of its own with its truth, its number and how it was done', () => {
    fc.assert(
      fc.property(
        fc.constantFrom<SlipContent>(...others),
        outcome,
        method,
        fc.boolean(),
        (of, also, verified, simulated) => {
          const job = compose({ also, method: verified, livenessSimulated: simulated }, of);
          expect(printJobSchema.parse(job)).toEqual(job);
          const texts = textsOf(job);
          const bars = texts.filter((text) => text.startsWith('养老认证：'));
          if (also === null) {
            expect(bars).toEqual([]);
            return;
          }
          const truth = {
            accepted: '养老认证：办好了',
            pending: '养老认证：待确认',
            refused:
              also.kind === 'refused' && also.reason === 'alreadyCertified'
                ? '养老认证：已认证'
                : '养老认证：待核对',
          };
          expect(bars).toEqual([truth[also.kind]]);
          expect(texts).toContain(also.kind === 'accepted' ? also.receiptNumber : also.referenceNumber);
          const check = { face: '人脸核对', fingerVein: '指静脉核对' };
          const how = texts.filter((text) => text.startsWith('认证方式 '));
          expect(how).toEqual(
            verified === null || also.kind === 'refused'
              ? []
              : [`认证方式 ${check[verified]}${simulated ? '（模拟）' : ''}`],
          );
          const window = also.kind === 'refused' && also.reason !== 'alreadyCertified';
          const offers = texts.filter((text) => text === '不方便来，可预约上门。').length;
          expect(offers).toBeLessThanOrEqual(1);
          if (window) expect(offers).toBe(1);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('makes another job of the slip, so that it is not called a reprint', () => {
    const of = exampleSlips['activation.allDone'];
    expect(compose({ also: signed.also }, of).id).not.toBe(compose({}, of).id);
  });
});

describe('a certification by the finger', () => {
  it('says so, and by the face as before', () => {
    const certified = exampleSlips['accepted.fingerVein'];
    expect(textsOf(compose({}, certified))).toContain('方式 本人，指静脉核对');
    expect(textsOf(compose({ livenessSimulated: true }, certified))).toContain(
      '方式 本人，指静脉核对（模拟）',
    );
    expect(textsOf(compose({ method: 'face' }, certified))).toContain('方式 本人，人脸核对');
  });
});
