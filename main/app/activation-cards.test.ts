import { describe, expect, it } from 'vitest';
import { ok } from '../contract/failure.ts';
import { activationBench, away, done } from './testing/activation-bench.ts';
import { demoCard, demoSocialCard, usableRecord } from './testing/invented-visit.ts';

/** From the second card to what there is to do with it, on ports that answer when a test says so. */

describe('the social-security card', () => {
  it('that cannot be read is asked for again three times, then a person goes on', async () => {
    const bench = activationBench();
    await bench.toSocialCard();
    (await bench.questions.socialPlaced.next()).answer(ok(undefined));
    for (const triesLeft of [2, 1]) {
      (await bench.questions.socialRead.next()).answer(away('E2514'));
      const view = await bench.until('socialCardProblem', (shown) => shown.triesLeft === triesLeft);
      expect(view.problem).toBe('unreadable');
      (await bench.questions.socialRemoval.next()).answer(ok(undefined));
      (await bench.questions.socialPlaced.next()).answer(ok(undefined));
    }
    (await bench.questions.socialRead.next()).answer(away('E2514'));
    const view = await bench.until('handover');
    expect(view).toMatchObject({ reason: 'socialCardUnreadable', errorCode: 'E2514' });
  });

  it.each([
    ['E2512', 'notSocialCard'],
    ['E2501', 'readerAway'],
    ['E9002', 'readerAway'],
    ['E2523', 'notAuthenticated'],
    ['E6001', 'notAuthenticated'],
    ['E2513', 'unreadable'],
  ] as const)('a read that fails with %s is told as %s', async (code, problem) => {
    const bench = activationBench();
    await bench.toSocialCard();
    (await bench.questions.socialPlaced.next()).answer(ok(undefined));
    (await bench.questions.socialRead.next()).answer(away(code));
    expect((await bench.until('socialCardProblem')).problem).toBe(problem);
  });

  it('that is not there leads to a person with a slip, not back to the start', async () => {
    const bench = activationBench();
    await bench.toSocialCard();
    bench.does({ type: 'anotherWay' });
    expect((await bench.until('handover')).reason).toBe('noSocialCard');
    expect((await bench.questions.print.next()).input).toMatchObject({
      kind: 'handover',
      handover: 'noSocialCard',
    });
  });

  it('asks the authority for the authentication where the card wants one and there is no PSAM', async () => {
    const bench = activationBench();
    await bench.toSocialCard();
    (await bench.questions.socialPlaced.next()).answer(ok(undefined));
    const read = await bench.questions.socialRead.next();
    const challenge = { regionCode: '', atrHistory: '', algorithm: '', cardIdCode: '', randoms: [] };
    expect(await read.input(challenge, read.signal)).toMatchObject({ ok: true });
  });
});

describe('the two cards', () => {
  it.each([
    ['another number', { ...demoSocialCard, idNumber: '999900197503040018' }, 'cardsDiffer'],
    ['another name', { ...demoSocialCard, name: '测小英' }, 'cardsDiffer'],
    ['a card that is no longer valid', { ...demoSocialCard, validTo: '2025-12-31' }, 'socialCardExpired'],
  ] as const)(
    'with %s: a person looks at them, nobody is asked for anything else',
    async (_, social, reason) => {
      const bench = activationBench();
      await bench.toSocialCard();
      await bench.socialCard(social);
      expect((await bench.until('handover')).reason).toBe(reason);
      expect(bench.questions.lookUpCard.open).toBe(false);
    },
  );

  it('an ID card that has expired is told before the second card is asked for', async () => {
    const bench = activationBench();
    bench.does({ type: 'beginActivation' });
    bench.does({ type: 'continue' });
    await bench.idCard({ ...demoCard, validTo: '2020-01-01' });
    expect((await bench.until('handover')).reason).toBe('cardExpired');
  });

  it.each([
    ['sealed', 'cardSealed'],
    ['replaced', 'cardReplaced'],
    ['deceased', 'recordedDeceased'],
    ['notFound', 'cardNotFound'],
  ] as const)('whose record says %s lead to a person, and nothing is done', async (status, reason) => {
    const bench = activationBench();
    await bench.match({ record: { status } });
    expect((await bench.until('handover')).reason).toBe(reason);
    expect(bench.activation.tickets.size).toBe(0);
  });

  it('when the authority is away: told with its number, and nothing is done', async () => {
    const bench = activationBench();
    await bench.toSocialCard();
    await bench.socialCard();
    (await bench.questions.lookUpCard.next()).answer(away('E6101'));
    expect(await bench.until('handover')).toMatchObject({ reason: 'authorityAway', errorCode: 'E6101' });
    expect(bench.questions.item.open).toBe(false);
  });
});

describe('how the card stands', () => {
  const todo = { state: 'todo' };
  const before = { state: 'done', referenceNumber: '', before: true };
  const needsCounter = { state: 'refused', reason: 'needsCounter', referenceNumber: '' };
  it.each([
    [
      'nothing is done',
      { social: 'inactive', bank: 'inactive' },
      { social: todo, cardPin: todo, bank: todo },
    ],
    ['only the social half is done', { social: 'active', bank: 'inactive' }, { social: before, bank: todo }],
    [
      'only the bank half is done',
      { social: 'inactive', bank: 'active' },
      { social: todo, cardPin: todo, bank: before },
    ],
    [
      'the bank cannot be asked: its half is tried all the same',
      { social: 'inactive', bank: 'unknown' },
      { social: todo, cardPin: todo, bank: todo },
    ],
  ] as const)('%s', async (_, record, expected) => {
    const bench = activationBench();
    const view = await bench.toStanding({ record });
    expect(Object.fromEntries(view.items.map(({ item, outcome }) => [item, outcome]))).toEqual(expected);
    expect(view).toMatchObject({ allDone: false, resumed: false });
  });

  it('everything is done: told, a slip if wanted, and the cards back', async () => {
    const bench = activationBench();
    const view = await bench.toStanding({ record: { social: 'active', bank: 'active' } });
    expect(view.allDone).toBe(true);
    expect(bench.session.snapshot.prompt.id).toBe('cardStanding.allDone');
    expect(bench.session.snapshot.allowed).toContain('printSlip');
    bench.does({ type: 'continue' });
    await bench.takeCards();
  });

  it('a card without an account number: the bank half waits for its counter, the rest is done', async () => {
    const bench = activationBench();
    const view = await bench.toStanding({ social: { ...demoSocialCard, pan: null } });
    expect(view.items.at(-1)?.outcome).toEqual(needsCounter);
    await bench.verify();
    await bench.review();
    await bench.setPin('cardPin');
    bench.does({ type: 'agree' });
    await bench.answerItem(done('S1'));
    (await bench.questions.changePin.next()).answer(ok(undefined));
    expect(await bench.result()).toMatchObject({ social: { state: 'done' }, bank: needsCounter });
    expect(bench.session.snapshot.prompt.id).toBe('activationResult.partly');
  });
});

describe('a person without any picture to compare with', () => {
  it('is not put before a camera', async () => {
    const bench = activationBench();
    await bench.toStanding({ card: { ...demoCard, photo: null }, record: { ...usableRecord, photo: null } });
    bench.does({ type: 'continue' });
    expect((await bench.until('handover')).reason).toBe('noReference');
  });
});
