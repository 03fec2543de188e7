import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { people } from '../../../fixtures/people/people.ts';
import { socialCards } from '../../../fixtures/social-cards/cards.ts';
import { simulatedExternal, simulatedInternal } from '../../../fixtures/social-cards/simulated-security.ts';
import type { AgentRelation } from '../../contract/activation.ts';
import { shanghaiTime } from '../../contract/calendar.ts';
import type {
  AgentRule,
  HolderVerification,
  HomeVisitSubmission,
  SocialEnableSubmission,
} from '../../ports/card-authority.ts';
import { loadAgentRules } from '../cards/agent-rules.ts';
import {
  type EmbeddedAuthority,
  type EmbeddedAuthorityOptions,
  openEmbeddedAuthority,
} from './embedded-authority.ts';

const png = Buffer.from('iVBORw0KGgoAAAANSUhEUg==', 'base64');
const never = new AbortController().signal;
let now = 0;
let dir: string;
let authority: EmbeddedAuthority;

function open(change: Partial<EmbeddedAuthorityOptions> = {}): EmbeddedAuthority {
  const opened = openEmbeddedAuthority({
    file: join(dir, 'authority.db'),
    clock: { now: () => now },
    portrait: async () => png,
    ...change,
  });
  if (!opened.ok) throw new Error(opened.error.message);
  return opened.value;
}

const fixture = (id: string) => {
  const card = socialCards.find((one) => one.id === id);
  if (!card) throw new Error(id);
  return card;
};
const inHand = (id: string) => {
  const { chipIdNumber: idNumber, chipName: name, cardNumber, cardIdCode } = fixture(id);
  return { idNumber, name, cardNumber, cardIdCode };
};
const lookUp = async (id: string, change: object = {}) => {
  const answer = await authority.cards.lookUpCard({ ...inHand(id), ...change }, never);
  if (!answer.ok) throw new Error(answer.error.code);
  return answer.value;
};
const byFace: HolderVerification = {
  method: 'face',
  of: 'holder',
  similarity: 0.6,
  threshold: 0.4,
  liveness: 'live',
  reference: 'card',
  models: [],
};
const byFinger: HolderVerification = {
  method: 'fingerVein',
  of: 'holder',
  z: 7.2,
  threshold: 4.5,
  finger: 'rightIndex',
  algorithm: { id: 'maximum-curvature', version: 1 },
  scanner: { model: 'S-1', simulated: true },
  checks: [{ check: 'pulse', result: 'notDone', value: null }],
};
let keys = 0;
const enableOf = (id: string, change: Partial<SocialEnableSubmission> = {}): SocialEnableSubmission => {
  keys += 1;
  return {
    kind: 'socialEnable',
    idempotencyKey: `enable-${keys}`,
    visitId: 'visit-1',
    ...inHand(id),
    terminalId: 'T-1',
    at: shanghaiTime(now),
    contact: {},
    verification: byFace,
    consent: 'signature',
    agent: null,
    ...change,
  };
};
const agentCase = {
  idNumber: people.find(({ id }) => id === 'li-changshun')?.idNumber ?? '',
  name: '李长顺',
  reason: 'cannotWalk',
  relation: 'child',
  letterSha256: 'a'.repeat(64),
} as const;
const visitOf = (id: string, change: Partial<HomeVisitSubmission> = {}): HomeVisitSubmission => {
  const person = people.find((one) => one.id === id) as (typeof people)[number];
  keys += 1;
  return {
    kind: 'homeVisit',
    idempotencyKey: `visit-${keys}`,
    visitId: 'visit-1',
    idNumber: person.idNumber,
    name: person.name,
    terminalId: 'T-1',
    at: shanghaiTime(now),
    phone: '13900000000',
    reason: 'cannotCome',
    business: 'activation',
    ...change,
  };
};

beforeEach(() => {
  now = Date.parse('2026-11-20T10:00:00+08:00');
  dir = mkdtempSync(join(tmpdir(), 'cards-'));
  authority = open();
});
afterEach(() => {
  authority.close();
  rmSync(dir, { recursive: true });
});

describe('looking up a card', () => {
  it('tells how every invented card stands', async () => {
    for (const card of socialCards) {
      const record = await lookUp(card.id);
      expect(record.status, card.id).toBe(card.record.status);
      if (card.record.status === 'notFound') continue;
      expect(record, card.id).toMatchObject({
        social: card.record.social,
        missing: card.record.missing,
        bankName: '测试银行',
      });
    }
  });

  it('knows no card that is not wholly the one in the register', async () => {
    for (const change of [
      { name: '别人' },
      { idNumber: people[1]?.idNumber },
      { cardIdCode: `999900D156000005${'F'.repeat(16)}` },
      { cardNumber: 'X99999999' },
    ]) {
      expect(await lookUp('wang-guizhi', change), JSON.stringify(change)).toMatchObject({
        status: 'notFound',
        photo: null,
      });
    }
  });

  it('takes the ID card’s shorter form of a long name', async () => {
    const onIdCard = people.find(({ id }) => id === 'aynur')?.name ?? '';
    expect(await lookUp('aynur', { name: onIdCard })).toMatchObject({ status: 'usable' });
  });

  it('says what the bank says, and that it is unknown when the bank cannot be asked', async () => {
    expect((await lookUp('wang-guizhi')).bank).toBe('unknown');
    authority.close();
    authority = open({ bankStanding: () => 'active' });
    expect((await lookUp('wang-guizhi')).bank).toBe('active');
  });

  it('gives the photo on record', async () => {
    expect((await lookUp('wang-guizhi')).photo).toEqual(new Uint8Array(png));
  });
});

describe('enabling', () => {
  it('enables once, keeps the contact data, and is active from then on, after a restart too', async () => {
    const submission = enableOf('zheng-suqin', {
      contact: { phone: '13900000001', guardianPhone: '13900000002' },
    });
    const answer = await authority.cards.enable(submission, never);
    expect(answer).toMatchObject({ ok: true, value: { kind: 'done' } });
    now += 60_000;
    expect(await authority.cards.enable(submission, never)).toEqual(answer);
    authority.close();
    authority = open();
    expect(await authority.cards.enable(submission, never)).toEqual(answer);
    expect(await lookUp('zheng-suqin')).toMatchObject({ social: 'active', missing: [] });
    expect([...authority.applications()]).toEqual([[submission.idempotencyKey, 1]]);
  });

  it('the same key with other content is a conflict and changes nothing (E6105)', async () => {
    const submission = enableOf('wang-guizhi');
    await authority.cards.enable(submission, never);
    const other = await authority.cards.enable({ ...submission, consent: 'key' }, never);
    expect(other).toMatchObject({ ok: false, error: { code: 'E6105' } });
    const stolen = enableOf('zhao-xiulan', { idempotencyKey: submission.idempotencyKey });
    expect(await authority.cards.enable(stolen, never)).toMatchObject({ error: { code: 'E6105' } });
    expect(await lookUp('zhao-xiulan')).toMatchObject({ social: 'inactive' });
  });

  it.each<[string, string, Partial<SocialEnableSubmission>]>([
    ['sealed', 'yang-tiezhu', {}],
    ['replaced', 'wei-guoliang', {}],
    ['deceased', 'jiang-laidi', {}],
    ['notFound', 'han-chunmei', {}],
    ['mismatch', 'wang-guizhi', { name: '别人' }],
    ['mismatch', 'wang-guizhi', { cardIdCode: `999900D156000005${'F'.repeat(16)}` }],
    ['rules', 'zhou-yuzhen', {}],
    ['rules', 'wang-guizhi', { verification: { ...byFace, similarity: 0.1 } }],
    ['rules', 'wang-guizhi', { verification: { ...byFace, of: 'agent' } }],
    ['rules', 'wang-guizhi', { verification: { ...byFinger, z: 4.4 } }],
    ['rules', 'wang-guizhi', { verification: { ...byFinger, of: 'agent' } }],
    ['rules', 'wang-guizhi', { at: '2026-01-01T10:00:00+08:00' }],
    ['rules', 'wang-guizhi', { at: '2027-01-01T10:00:00+08:00' }],
  ])('refuses: %s (%s)', async (reason, id, change) => {
    const submission = enableOf(id, change);
    const answer = await authority.cards.enable(submission, never);
    expect(answer).toMatchObject({ ok: true, value: { kind: 'refused', reason } });
    expect(await authority.cards.enable(submission, never)).toEqual(answer);
    expect(authority.applications().size).toBe(0);
  });

  it("takes the holder's finger as it takes the face", async () => {
    const submission = enableOf('wang-guizhi', { verification: byFinger });
    expect(await authority.cards.enable(submission, never)).toMatchObject({ value: { kind: 'done' } });
    expect(await lookUp('wang-guizhi')).toMatchObject({ social: 'active' });
  });

  it('an agent enables where the rules of bank and city allow it, and nowhere else', async () => {
    const verification = { ...byFace, of: 'agent' } as const;
    const asAgent = () => enableOf('wang-guizhi', { agent: agentCase, verification });
    for (const city of ['见证市', '本人市', '别处']) {
      authority.close();
      authority = open({ place: { bank: '测试银行', city } });
      expect(await authority.cards.enable(asAgent(), never), city).toMatchObject({
        value: { kind: 'refused', reason: 'principalOnly' },
      });
    }
    authority.close();
    authority = open();
    expect(await authority.cards.enable(asAgent(), never)).toMatchObject({ value: { kind: 'done' } });
    const oneself = { ...agentCase, idNumber: inHand('zhao-xiulan').idNumber };
    const own = enableOf('zhao-xiulan', { agent: oneself, verification });
    expect(await authority.cards.enable(own, never)).toMatchObject({ value: { reason: 'rules' } });
  });

  it('an agent enables only where the rule names what they are to the holder', async () => {
    const verification = { ...byFace, of: 'agent' } as const;
    const as = (relation: AgentRelation | undefined) => {
      const { relation: _, ...unasked } = agentCase;
      const agent = relation === undefined ? unasked : { ...agentCase, relation };
      return authority.cards.enable(enableOf('wang-guizhi', { agent, verification }), never);
    };
    const refused = { ok: true, value: { kind: 'refused', reason: 'principalOnly' } };
    expect(await as('other')).toMatchObject(refused);
    const rules = loadAgentRules();
    if (!rules.ok) throw new Error(rules.error.code);
    const naming = (who: AgentRule['who']) => ({
      ...rules.value,
      rules: rules.value.rules.map(({ where, rule }) => ({ where, rule: { ...rule, who: [...who] } })),
    });
    authority.close();
    authority = open({ agentRules: naming(['spouse']) });
    expect(await as('child')).toMatchObject(refused);
    authority.close();
    authority = open({ agentRules: naming(['anyone']) });
    expect(await as('other')).toMatchObject({ value: { kind: 'done' } });
    // What an outbox kept from before it was asked still arrives.
    authority.close();
    authority = open();
    expect(await as(undefined)).toMatchObject({ value: { kind: 'done' } });
  });

  it('E6106 for what is no submission', async () => {
    const bad = enableOf('wang-guizhi', { cardIdCode: 'nothing' });
    expect(await authority.cards.enable(bad, never)).toMatchObject({ error: { code: 'E6106' } });
    const raw = await authority.cardTransport.exchange(null as never, never);
    expect(raw).toMatchObject({ ok: true, value: { kind: 'error', reason: 'badRequest' } });
  });
});

describe('the security module', () => {
  const ask = (algorithm: string, randoms: string[], cardIdCode = fixture('zhao-xiulan').cardIdCode) =>
    authority.cards.answerChallenge(
      { regionCode: '999900', atrHistory: '', algorithm, cardIdCode, randoms },
      never,
    );
  const [r1, r2, r3, r4] = ['01', '23', '45', '67'].map((pair) => pair.repeat(8)) as [
    string,
    string,
    string,
    string,
  ];

  it.each([
    ['3DES', '3DES'],
    ['SM4', 'SM4'],
    ['01', '3DES'],
    ['03', 'SM4'],
  ] as const)('answers by the simulated keys: %s', async (algorithm, meant) => {
    const { cardIdCode } = fixture('zhao-xiulan');
    const internal = simulatedInternal(meant, cardIdCode, r1, r2);
    expect(await ask(algorithm, [r1, r2])).toEqual({ ok: true, value: { internal, external: '' } });
    const external = simulatedExternal(meant, cardIdCode, r3, r4);
    expect(await ask(algorithm, [r1, r2, r3, r4])).toEqual({ ok: true, value: { internal, external } });
  });

  it('has no answer for another region or cipher (E6110), and takes no odd challenge (E6106)', async () => {
    const elsewhere = `110100D156000005${'0'.repeat(16)}`;
    expect(await ask('SM4', [r1, r2], elsewhere)).toMatchObject({ error: { code: 'E6110' } });
    expect(await ask('SSF33', [r1, r2])).toMatchObject({ error: { code: 'E6110' } });
    expect(await ask('constructor', [r1, r2])).toMatchObject({ error: { code: 'E6106' } });
    expect(await ask('SM4', [r1])).toMatchObject({ error: { code: 'E6106' } });
  });
});

describe('the electronic card', () => {
  const issue = () => authority.cards.issueElectronicCard(inHand('wang-guizhi'), never);

  it('is issued for an active card, another text each time', async () => {
    expect(await issue()).toMatchObject({ error: { code: 'E6111' } });
    await authority.cards.enable(enableOf('wang-guizhi'), never);
    const texts = [await issue(), await issue()].map((answer) => {
      if (!answer.ok) throw new Error(answer.error.code);
      expect(answer.value.refreshSeconds).toBe(60);
      return answer.value.qr;
    });
    expect(new Set(texts).size).toBe(2);
    for (const text of texts) expect(text).not.toContain(inHand('wang-guizhi').cardNumber);
  });

  it('is not issued for a sealed card or for somebody else (E6111)', async () => {
    const sealed = await authority.cards.issueElectronicCard(inHand('yang-tiezhu'), never);
    expect(sealed).toMatchObject({ error: { code: 'E6111' } });
    const { cardNumber } = inHand('feng-shuhua');
    const { idNumber } = inHand('wang-guizhi');
    const others = await authority.cards.issueElectronicCard({ cardNumber, idNumber }, never);
    expect(others).toMatchObject({ error: { code: 'E6111' } });
  });
});

describe('rules for agents', () => {
  it('are those of the terminal’s own bank and city, and the strictest where none are written', async () => {
    expect(await authority.cards.agentRule(never)).toMatchObject({
      value: { social: 'allowed', bank: 'principalOnly' },
    });
    for (const [bank, city, rule] of [
      ['测试银行', '见证市', { social: 'witness', bank: 'witness' }],
      ['中国银行', '上海市', { social: 'allowed', bank: 'witness' }],
      ['别的银行', '测试市', { social: 'principalOnly', bank: 'principalOnly', papers: [] }],
    ] as const) {
      authority.close();
      authority = open({ place: { bank, city } });
      expect(await authority.cards.agentRule(never), city).toMatchObject({ value: rule });
    }
  });

  it('are refused with E6108 when the file is missing, nonsense or lenient where nothing is written', () => {
    expect(loadAgentRules('/nowhere.json')).toMatchObject({ error: { code: 'E6108' } });
    expect(loadAgentRules(new URL('./rules.json', import.meta.url))).toMatchObject({
      error: { code: 'E6108' },
    });
  });
});

describe('home visits', () => {
  it('are due within five working days, worked weekends and holidays counted', async () => {
    for (const [day, dueOn] of [
      ['2026-11-20', '2026-11-27'],
      ['2026-11-21', '2026-11-27'],
      ['2026-09-19', '2026-09-24'],
      ['2026-09-24', '2026-10-09'],
      ['2026-02-13', '2026-02-27'],
      ['2026-12-30', '2027-01-07'],
    ]) {
      now = Date.parse(`${day}T10:00:00+08:00`);
      authority.close();
      authority = open({ file: ':memory:' });
      const answer = await authority.cards.bookHomeVisit(visitOf('wang-guizhi'), never);
      expect(answer, day).toMatchObject({ value: { kind: 'booked', dueOn } });
    }
  });

  it('are in the register, people of 80 and over first, and once per person and business', async () => {
    const first = await authority.cards.bookHomeVisit(visitOf('zhao-xiulan'), never);
    now += 86_400_000;
    await authority.cards.bookHomeVisit(visitOf('zheng-suqin', { phone: '04510000000' }), never);
    expect(await authority.cards.bookHomeVisit(visitOf('zhao-xiulan'), never)).toEqual(first);
    const list = authority.homeVisits();
    expect(list.map(({ name }) => name)).toEqual(['郑素琴', '赵秀岚']);
    expect(list[0]).toMatchObject({ phone: '04510000000', basis: 'announced', business: 'activation' });
    await authority.cards.bookHomeVisit(visitOf('zhao-xiulan', { business: 'certification' }), never);
    expect(authority.homeVisits()).toHaveLength(3);
  });

  it('are refused for the unknown, the deceased and another name', async () => {
    const book = (id: string, change: object = {}) =>
      authority.cards.bookHomeVisit(visitOf(id, change), never);
    expect(await book('wang-guizhi', { idNumber: '999900200001010000' })).toMatchObject({
      value: { reason: 'notFound' },
    });
    expect(await book('jiang-laidi')).toMatchObject({ value: { reason: 'deceased' } });
    expect(await book('wang-guizhi', { name: '别人' })).toMatchObject({ value: { reason: 'mismatch' } });
    expect(authority.homeVisits()).toEqual([]);
  });
});
