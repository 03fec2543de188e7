import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dateWords, groupDigits } from './dates.ts';
import { captionOf, spokenText, text } from './format.ts';
import { label } from './labels.ts';
import { promptIds } from './prompts.ts';

describe('text', () => {
  it('writes dates as people read them', () => {
    expect(dateWords('2027-03-08')).toBe('2027年3月8日');
    expect(text('standing.certified', { salutation: '王奶奶', until: '2027-03-08' })).toBe(
      '王奶奶，您今年已经认证好了。有效到2027年3月8日。今天不用再办。',
    );
  });

  it('says 您今年不用办了 when the records have certified the person', () => {
    expect(text('standing.certifiedByDataMatch', {})).toContain('您今年不用办了');
    expect(spokenText('standing.certifiedByDataMatch')).toContain('您今年不用办了');
  });

  it('leaves a sentence out when its slot is missing', () => {
    expect(text('standing.certified', {})).toBe('您今年已经认证好了。今天不用再办。');
  });

  it('never says aloud that the pension stopped', () => {
    expect(text('standing.suspended', { salutation: '李爷爷' })).toContain('养老金');
    expect(spokenText('standing.suspended')).not.toContain('养老金');
  });

  it('cuts a caption into sentences, the helper apart', () => {
    const caption = captionOf('faceAgain.tooDark');
    expect(caption.lines.map((line) => line.map((run) => run.text).join(''))).toEqual([
      '刚才光线太暗了。',
      '请脸朝亮处，再来一次。',
    ]);
    expect(caption.helper.map((run) => run.text).join('')).toBe('也可以请工作人员来办。');
  });

  it('takes any slot value without breaking', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...promptIds),
        fc.dictionary(fc.constantFrom('salutation', 'until', 'nextDue'), fc.string()),
        (id, slots) => {
          const { lines, helper } = captionOf(id, slots);
          expect([...lines.flat(), ...helper].map((run) => run.text).join('')).toBe(text(id, slots));
        },
      ),
    );
  });
});

describe('digits and labels', () => {
  it('groups digits by four', () => {
    expect(groupDigits('202611220007')).toBe('2026 1122 0007');
    expect(groupDigits('12333')).toBe('12333');
    expect(groupDigits('RZ20261122-000001-7')).toBe('RZ20261122-000001-7');
  });

  it('fills labels', () => {
    expect(label('fact.tries', { count: '2' })).toBe('还可以试2次');
  });
});
