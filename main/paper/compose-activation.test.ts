import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { composeSlip as sendSlip } from '../../drivers/printer/escpos/driver/compose.ts';
import { loadProfile } from '../../drivers/printer/profiles/profile.ts';
import { type PrintJob, printJobSchema } from '../../drivers/printer/print-job.ts';
import {
  activationItemSchema,
  agentRelationSchema,
  type ActivationItems,
  type ItemState,
  itemRefusalSchema,
} from '../contract/activation.ts';
import type { SlipContent } from '../ports/slip-printer.ts';
import { composeSlip } from './compose-slip.ts';
import { exampleSlips, exampleTerminal } from './slip-examples.ts';
import { activationResults, finishers, itemNames, refusals, unknownLines } from './slip-texts-activation.ts';

const compose = (content: Partial<SlipContent>) =>
  composeSlip({ ...exampleSlips['activation.allDone'], ...content }, exampleTerminal, false);
const textsOf = (job: PrintJob) =>
  job.lines.flatMap((line) => {
    if (line.kind === 'text') return [line.text];
    return line.kind === 'pair' ? [`${line.label} ${line.value}`] : [];
  });

/** The slip cut at its bars: for each item the bar and the lines up to the next bar. */
function blocksOf(job: PrintJob): Map<string, string[]> {
  const blocks = new Map<string, string[]>();
  let block: string[] = [];
  for (const line of job.lines) {
    if (line.kind === 'text' && line.invert && line.size === 'large') {
      block = [];
      blocks.set(line.text.split('：')[0] as string, block);
    }
    if (line.kind === 'text') block.push(line.text);
    else if (line.kind === 'pair') block.push(`${line.label} ${line.value}`);
    else block.push('');
  }
  return blocks;
}

/** Some items have none: the chip gives no number. */
const referenceNumber = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .tuple(fc.constantFrom('SB', 'MM', 'YH'), fc.integer({ min: 0, max: 999_999 }))
      .map(([kind, count]) => `${kind}20261122-${String(count).padStart(6, '0')}-3`),
  },
  { weight: 1, arbitrary: fc.constant('') },
);
const outcome: fc.Arbitrary<ItemState> = fc.oneof(
  fc.constant<ItemState>({ state: 'todo' }),
  fc.constant<ItemState>({ state: 'working' }),
  fc.constant<ItemState>({ state: 'notTried' }),
  fc.record({ state: fc.constant('done' as const), referenceNumber, before: fc.boolean() }),
  fc.record({ state: fc.constant('unknown' as const), referenceNumber }),
  fc.record({
    state: fc.constant('refused' as const),
    reason: fc.constantFrom(...itemRefusalSchema.options),
    referenceNumber,
  }),
);
const items: fc.Arbitrary<ActivationItems> = fc
  .tuple(fc.subarray([...activationItemSchema.options], { minLength: 1 }), outcome, outcome, outcome)
  .map(([which, ...outcomes]) => which.map((item, index) => ({ item, outcome: outcomes[index]! })));
const numberLine = (number: string): string[] => (number === '' ? [] : [`编号 ${number}`]);
const visit = fc.record({
  items,
  agent: fc.boolean(),
  relation: fc.constantFrom(...agentRelationSchema.options, null),
  consent: fc.constantFrom<SlipContent['consent']>('signature', 'key', null),
  homeVisit: fc.constantFrom<SlipContent['homeVisit']>(
    null,
    { referenceNumber: 'SM20261122-000004-7', dueOn: '2026-11-27', refused: false },
    { referenceNumber: 'SM20261122-000004-7', dueOn: null, refused: false },
    { referenceNumber: 'SJ20261122-000005-1', dueOn: null, refused: true },
  ),
});

const truth = { done: '办好了', refused: '没办成', unknown: '正在确认', working: '正在确认' } as const;
const wordOf = ({ state }: ItemState) =>
  Object.hasOwn(truth, state) ? truth[state as keyof typeof truth] : '还没办';

describe('every combination of outcomes on a slip of an activation', () => {
  it('is a job that can be printed, and says the truth of each item once and no other', () => {
    fc.assert(
      fc.property(visit, (content) => {
        const job = compose(content);
        expect(printJobSchema.parse(job)).toEqual(job);
        const bars = [...blocksOf(job).values()].map(([bar]) => bar);
        expect(bars).toEqual(
          content.items.map(({ item, outcome: value }) => `${itemNames[item]}：${wordOf(value)}`),
        );
      }),
      { numRuns: 500 },
    );
  });

  it('never says 办好了 of what is not done, nor 没办成 of what nobody knows', () => {
    fc.assert(
      fc.property(visit, (content) => {
        const texts = textsOf(compose(content));
        const count = (word: string) => texts.filter((text) => text.includes(word)).length;
        const states = content.items.map(({ outcome: { state } }) => state);
        const all = states.every((state) => state === 'done');
        const told = content.items.every(({ outcome: value }) => value.state === 'done' && value.before);
        expect(count('办好了')).toBe(
          states.filter((state) => state === 'done').length + (all && !told ? 1 : 0),
        );
        const none = texts.includes(activationResults.none);
        expect(count('没办成')).toBe(states.filter((state) => state === 'refused').length + (none ? 1 : 0));
        if (states.includes('unknown') || states.includes('working')) {
          expect(none).toBe(false);
          expect(texts).not.toContain(activationResults.partly);
        }
        if (none) expect(states).not.toContain('done');
      }),
      { numRuns: 500 },
    );
  });

  it('tells of every refused item why, who finishes it and where, and gives its number', () => {
    fc.assert(
      fc.property(visit, (content) => {
        const blocks = blocksOf(compose(content));
        for (const { item, outcome: value } of content.items) {
          if (value.state !== 'refused') continue;
          const block = blocks.get(itemNames[item])!;
          const { why } = refusals[value.reason];
          expect(block[1]).toBe(typeof why === 'string' ? why : why[item]);
          const finisher = Object.values(finishers).find(({ who }) => who === block[2]);
          expect(finisher).toBeDefined();
          expect(Object.values(finishers).map(({ where }) => where)).toContain(block[3]);
          expect(block).toEqual(expect.arrayContaining(numberLine(value.referenceNumber)));
          // Only the person sets a password: an agent is never sent to the machine for one.
          if (content.agent && item !== 'social') expect(block[3]).not.toBe(finishers.here.where);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('tells of every unknown item how the person learns of it, by its number', () => {
    fc.assert(
      fc.property(visit, (content) => {
        const blocks = blocksOf(compose(content));
        for (const { item, outcome: value } of content.items) {
          if (value.state !== 'unknown') continue;
          expect(blocks.get(itemNames[item])).toEqual(
            expect.arrayContaining([...unknownLines[item], ...numberLine(value.referenceNumber)]),
          );
        }
      }),
    );
  });

  it('gives the number of a done item too, and names nothing agreed to that was not asked', () => {
    fc.assert(
      fc.property(visit, (content) => {
        const texts = textsOf(compose(content));
        for (const { outcome: value } of content.items)
          if (value.state === 'done')
            expect(texts).toEqual(expect.arrayContaining(numberLine(value.referenceNumber)));
        const consent = texts.some((text) => text.endsWith('同意的是：'));
        if (content.consent === null) expect(consent).toBe(false);
        if (content.agent && consent) expect(texts.join()).toMatch(/代办人(签字|按键)同意的是/);
      }),
    );
  });
});

describe('a slip of an activation', () => {
  const states = (...values: ItemState[]): ActivationItems =>
    values.map((value, index) => ({ item: activationItemSchema.options[index]!, outcome: value }));
  const done: ItemState = { state: 'done', referenceNumber: 'SB20261122-000031-8', before: false };
  const notTried: ItemState = { state: 'notTried' };
  const refused = (reason: Extract<ItemState, { state: 'refused' }>['reason']): ItemState => ({
    state: 'refused',
    reason,
    referenceNumber: 'YH20261122-000109-2',
  });
  const resumeHint = '24小时内再来，';

  it('says when to come back only where this terminal goes on with what is open', () => {
    expect(textsOf(compose({ items: states(done, notTried, notTried) }))).toContain(resumeHint);
    expect(textsOf(compose({ items: states(done, done, refused('notArrived')) }))).toContain(resumeHint);
    for (const nothing of [
      states(done, done, done),
      states(notTried, notTried, notTried),
      states(refused('sealed'), notTried, notTried),
      states(done, done, refused('needsCounter')),
    ])
      expect(textsOf(compose({ items: nothing }))).not.toContain(resumeHint);
  });

  it.each([
    ['spouse', '方式 配偶代办'],
    ['child', '方式 子女代办'],
    ['guardian', '方式 监护人代办'],
    ['other', '方式 亲友代办'],
  ] as const)('tells who acted for the holder: %s', (relation, line) => {
    const of = (change: Partial<SlipContent>) =>
      textsOf(compose({ agent: true, relation, items: states(done), ...change }));
    expect(of({})).toContain(line);
    expect(of({ livenessSimulated: true }).join('')).toContain(`${line}（模拟核对）`);
  });

  it('tells of a booked visit at home by its number and last day, and of one not confirmed as such', () => {
    const open = states(done, refused('principalOnly'), refused('principalOnly'));
    const booked = textsOf(
      compose({
        agent: true,
        items: open,
        homeVisit: { referenceNumber: 'SM1-2', dueOn: '2026-11-27', refused: false },
      }),
    );
    expect(booked).toEqual(expect.arrayContaining(['上门办理，已经约好。', 'SM1-2', '2026年11月27日']));
    const pending = textsOf(
      compose({
        agent: true,
        items: open,
        homeVisit: { referenceNumber: 'SM1-2', dueOn: null, refused: false },
      }),
    );
    expect(pending).toEqual(expect.arrayContaining(['上门预约，正在确认。', 'SM1-2']));
    expect(pending.join()).not.toMatch(/约好|上门时/);
    const refusedVisit = { referenceNumber: 'SJ1-2', dueOn: null, refused: true };
    const refusedOne = textsOf(compose({ agent: true, items: open, homeVisit: refusedVisit }));
    expect(refusedOne).toContain('不方便来，可预约上门。');
    expect(refusedOne.join()).not.toMatch(/约好|上门时|上门预约，正在确认/);
  });

  it('never carries a number of a card or an account in clear, even when it is handed one', () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^62\d{17}$/),
        fc.stringMatching(/^[A-Z]\d{8}$/),
        fc.constantFrom('', '*', ' ****'),
        (account, card, halfMask) => {
          const job = compose({ maskedAccount: account + halfMask, maskedCardNumber: card + halfMask });
          const text = textsOf(job)
            .filter((line) => /^(账户|社保卡) /.test(line))
            .join();
          expect(text).toContain(account.slice(-4));
          expect(text.replaceAll(/[ *]/g, '')).not.toContain(account.slice(0, 9));
          expect(text.replaceAll(/[ *]/g, '')).not.toContain(card);
        },
      ),
    );
    expect(textsOf(compose({}))).toEqual(
      expect.arrayContaining(['社保卡 X0 **** **** 19', '账户 6217 **** **** 1234']),
    );
  });

  it('says the same in the letters of the printer: every bar whole, on one line, nothing drawn', () => {
    const profiles = (['generic-80mm', 'generic-58mm'] as const).map((name) => {
      const profile = loadProfile(name);
      if (!profile.ok) throw new Error(profile.error.message);
      return profile.value;
    });
    fc.assert(
      fc.property(visit, fc.constantFrom(...profiles), (content, profile) => {
        const job = compose(content);
        const bytes = sendSlip(job, { ...profile, mode: 'text' });
        if (!bytes.ok) throw new Error(bytes.error.message);
        const sent = Buffer.concat(bytes.value);
        expect(sent.includes(Buffer.from([0x1d, 0x76, 0x30]))).toBe(false);
        const rows = new TextDecoder('gb18030').decode(sent).split('\n');
        for (const [bar] of blocksOf(job).values())
          expect(rows.filter((row) => row.endsWith(` ${bar} `))).toHaveLength(1);
      }),
      { numRuns: 60 },
    );
  });

  it('is another job when an item has got on since, and the same one when it has not', () => {
    const before = compose({ items: states(done, notTried, notTried) });
    expect(compose({ items: states(done, done, notTried) }).id).not.toBe(before.id);
    expect(compose({ items: states(done, notTried, notTried) }).id).toBe(before.id);
  });
});
