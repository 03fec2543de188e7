import { describe, expect, it } from 'vitest';
import { ok } from '../contract/failure.ts';
import { activationBench, away, done, pending, refused } from './testing/activation-bench.ts';
import { demoCard, demoSocialCard, usableRecord } from './testing/invented-visit.ts';

/** Activating a social-security card for oneself, on ports that answer when a test says so. */

describe('an activation that goes well', () => {
  it('leads from the list of what to bring to both cards in the hand, and is clean for the next person', async () => {
    const bench = activationBench();
    await bench.toActivating();
    await bench.answerItem(done('S1'));
    (await bench.questions.changePin.next()).answer(ok(undefined));
    await bench.answerBank(done('B1'));
    expect(await bench.result()).toEqual({
      social: { state: 'done', referenceNumber: 'S1', before: false },
      cardPin: { state: 'done', referenceNumber: '', before: false },
      bank: { state: 'done', referenceNumber: 'B1', before: false },
    });
    expect(bench.session.snapshot.prompt.id).toBe('activationResult.allDone');
    const print = await bench.questions.print.next();
    expect(print.input).toMatchObject({
      kind: 'activation',
      business: 'activate',
      maskedName: '测*英',
      maskedAccount: '6200 **** **** 0017',
      consent: 'key',
      agent: false,
    });
    print.answer(ok({ jobId: 'job-1' }));
    (await bench.questions.taken.next()).answer(ok('taken'));
    await bench.until('activationResult', (view) => view.slip.state === 'taken');
    bench.does({ type: 'continue' });
    await bench.takeCards();
    expect(bench.facts.map((fact) => fact.type)).toEqual([
      'visitStarted',
      'cardRead',
      'socialCardRead',
      'consentGiven',
      'verification',
      'activationConsent',
      'activationItem',
      'activationItem',
      'activationItem',
      'slip',
      'slip',
      'visitEnded',
    ]);
    expect(bench.session.visitId).toBeNull();
    expect(bench.activation.tickets.size).toBe(0);
    expect(bench.activation.pad.forgets).toBeGreaterThan(0);
  });

  it('submits each half under its own key, with the person who was verified', async () => {
    const bench = activationBench();
    await bench.toActivating();
    const social = await bench.questions.item.next();
    expect(social.input.submission).toMatchObject({
      kind: 'socialEnable',
      idempotencyKey: 'T-0001:visit-1:social',
      verification: { of: 'holder', similarity: 0.71 },
      agent: null,
    });
    social.answer(done('S1'));
    (await bench.questions.changePin.next()).answer(ok(undefined));
    const block = await bench.questions.block.next();
    expect(block.input).toEqual({ pin: { id: 'pin-3' }, pan: '6200000000000000017' });
    block.answer(ok(bench.activation.demoBlock));
    const bank = await bench.questions.item.next();
    expect(bank.input.submission).toMatchObject({
      kind: 'bankActivation',
      idempotencyKey: 'T-0001:visit-1:bank',
    });
    expect(bank.input.pinBlock).toEqual(bench.activation.demoBlock);
  });

  it('keeps what is done before it is shown, and notes what is begun before it is begun', async () => {
    const bench = activationBench();
    await bench.toActivating();
    const stateOf = (item: string) =>
      [...bench.activation.tickets.values()][0]?.items.find((one) => one.item === item)?.outcome.state;
    const social = await bench.questions.item.next();
    expect(stateOf('social')).toBe('working');
    let atSight: string | undefined;
    bench.session.onSnapshot(({ view }) => {
      if (view.step !== 'activating' || atSight !== undefined) return;
      if (view.items[0]?.outcome.state === 'done') atSight = stateOf('social');
    });
    social.answer(done('S1'));
    await bench.until('activating', (view) => view.items[1]?.outcome.state === 'working');
    expect(atSight).toBe('done');
    expect(bench.facts).toContainEqual({
      type: 'activationItem',
      item: 'social',
      outcome: { state: 'done', referenceNumber: 'S1', before: false },
    });
  });

  it('accepts a signature and keeps it sealed', async () => {
    const bench = activationBench();
    await bench.toSign();
    const signature: [number, number, number][][] = [[[1, 2, 0]], [[3, 4, 20]]];
    bench.does({ type: 'sign', signature });
    await bench.until('activating');
    expect(bench.facts.find(({ type }) => type === 'activationConsent')).toMatchObject({
      by: 'signature',
      items: ['social', 'cardPin', 'bank'],
      sealed: { signature },
    });
  });

  it('shows only what is masked in the review', async () => {
    const bench = activationBench();
    await bench.toStanding();
    await bench.verify();
    const view = await bench.until('review');
    expect(view.facts).toEqual({
      maskedName: '测*英',
      maskedIdNumber: '9999 **** **** 0025',
      maskedCardNumber: 'T0 **** **** 01',
      maskedAccount: '6200 **** **** 0017',
      bankName: '测试银行',
      validTo: '2034-01-01',
    });
  });
});

describe('the list of what to bring', () => {
  it('is printed once, and hinders nobody from going on', async () => {
    const bench = activationBench();
    bench.does({ type: 'beginActivation' });
    await bench.until('bring');
    expect(bench.does({ type: 'printSlip' })).toBe(true);
    const print = await bench.questions.print.next();
    expect(print.input).toMatchObject({ kind: 'bring', bring: ['ownIdCard', 'socialCard', 'phone'] });
    await bench.until('bring', (view) => view.slip.state === 'printing');
    expect(bench.does({ type: 'printSlip' })).toBe(false);
    bench.does({ type: 'continue' });
    await bench.until('placeCard');
    print.answer(ok({ jobId: 'list' }));
    (await bench.questions.taken.next()).answer(ok('taken'));
  });

  it('that is still in the mouth is out of it before another slip is printed', async () => {
    const bench = activationBench();
    bench.does({ type: 'beginActivation' });
    bench.does({ type: 'printSlip' });
    (await bench.questions.print.next()).answer(ok({ jobId: 'list' }));
    const taken = await bench.questions.taken.next();
    bench.does({ type: 'anotherWay' });
    await bench.until('handover');
    expect(bench.questions.print.open).toBe(false);
    taken.answer(ok('notTaken'));
    (await bench.questions.retract.next()).answer(ok(undefined));
    expect((await bench.questions.print.next()).input.kind).toBe('handover');
  });

  it('may be asked for again when it did not get onto the paper', async () => {
    const bench = activationBench();
    bench.does({ type: 'beginActivation' });
    bench.does({ type: 'printSlip' });
    (await bench.questions.print.next()).answer(away('E4001'));
    await bench.until('bring', (view) => view.slip.state === 'notPrinted');
    expect(bench.does({ type: 'printSlip' })).toBe(true);
    await bench.until('bring', (view) => view.slip.state === 'printing');
  });
});

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

describe('the contact data', () => {
  const typing = async (number: string) => {
    const bench = activationBench();
    await bench.toStanding({ record: { missing: ['phone', 'guardianPhone'] } });
    await bench.verify();
    await bench.until('review');
    bench.does({ type: 'continue' });
    await bench.until('contact', (view) => view.field === 'phone');
    for (const key of number) bench.does({ type: 'padKey', key: key as '0' });
    return bench;
  };

  it('that are missing are typed one after the other, erased and cleared at will', async () => {
    const bench = await typing('139');
    bench.does({ type: 'padKey', key: 'erase' });
    expect((await bench.until('contact')).entered).toBe('13');
    bench.does({ type: 'padKey', key: 'clear' });
    expect((await bench.until('contact')).entered).toBe('');
    for (const key of '139000000019') bench.does({ type: 'padKey', key: key as '0' });
    expect((await bench.until('contact')).entered).toBe('13900000001');
    bench.does({ type: 'continue' });
    expect((await bench.until('contact', (view) => view.field === 'guardianPhone')).entered).toBe('');
    for (const key of '13800000002') bench.does({ type: 'padKey', key: key as '0' });
    bench.does({ type: 'continue' });
    await bench.until('keyPoints');
    expect([...bench.activation.tickets.values()][0]?.contact).toEqual({
      phone: '13900000001',
      guardianPhone: '13800000002',
    });
  });

  it.each([
    ['1390000', 'short'],
    ['', 'short'],
    ['12345678901', 'notMobile'],
    ['02112345678', 'notMobile'],
  ] as const)('%s is told as %s', async (number, problem) => {
    const bench = await typing(number);
    bench.does({ type: 'continue' });
    expect((await bench.until('contact')).problem).toBe(problem);
  });

  it('stay out of every fact that is written', async () => {
    const bench = await typing('13900000001');
    bench.does({ type: 'continue' });
    await bench.until('contact', (view) => view.field === 'guardianPhone');
    expect(JSON.stringify(bench.facts)).not.toContain('13900000001');
  });
});

describe('the electronic card', () => {
  const toResult = async () => {
    const bench = activationBench({ paper: false });
    await bench.toActivating();
    await bench.answerItem(done('S1'));
    (await bench.questions.changePin.next()).answer(ok(undefined));
    await bench.answerBank(pending('B1'));
    await bench.until('activationResult');
    return bench;
  };

  it('is asked for, shown, renewed while it is shown, and forgotten', async () => {
    const bench = await toResult();
    bench.does({ type: 'electronicCard' });
    await bench.until('electronicCard', (view) => view.state === 'asking');
    (await bench.questions.electronic.next()).answer(ok({ qr: 'QR-1', refreshSeconds: 60 }));
    expect((await bench.until('electronicCard', (view) => view.state === 'shown')).qr).toBe('QR-1');
    bench.clock.increment(60_000);
    (await bench.questions.electronic.next()).answer(ok({ qr: 'QR-2', refreshSeconds: 60 }));
    await bench.until('electronicCard', (view) => view.qr === 'QR-2');
    bench.does({ type: 'continue' });
    await bench.until('takeCard');
    expect(JSON.stringify(bench.session.snapshot)).not.toContain('QR-');
    expect(JSON.stringify(bench.facts)).not.toContain('QR-');
  });

  it('is printed when the person likes', async () => {
    const bench = await toResult();
    bench.session.send({ type: 'paper', possible: true });
    bench.does({ type: 'electronicCard' });
    (await bench.questions.electronic.next()).answer(ok({ qr: 'QR-1', refreshSeconds: 60 }));
    await bench.until('electronicCard', (view) => view.state === 'shown');
    expect(bench.does({ type: 'printSlip' })).toBe(true);
    const print = await bench.questions.print.next();
    expect(print.input).toMatchObject({ kind: 'electronicCard', qr: 'QR-1' });
  });

  it('that cannot be had is told, and asked for again by itself', async () => {
    const bench = await toResult();
    bench.does({ type: 'electronicCard' });
    (await bench.questions.electronic.next()).answer(away('E6101'));
    await bench.until('electronicCard', (view) => view.state === 'away');
    expect(bench.session.snapshot.allowed).toContain('continue');
    bench.clock.increment(bench.delays.electronicCardAgain);
    (await bench.questions.electronic.next()).answer(ok({ qr: 'QR-1', refreshSeconds: 60 }));
    await bench.until('electronicCard', (view) => view.state === 'shown');
  });

  it('is not offered for a card whose social-security function is not active', async () => {
    const bench = activationBench();
    await bench.toActivating();
    await bench.answerItem(refused('mismatch'));
    await bench.until('activationResult');
    expect(bench.session.snapshot.allowed).not.toContain('electronicCard');
  });
});

describe('a visit at home', () => {
  const typePhone = (bench: ReturnType<typeof activationBench>) => {
    for (const key of '13900000001') bench.does({ type: 'padKey', key: key as '0' });
    bench.does({ type: 'continue' });
  };
  const toHandover = async () => {
    const bench = activationBench({ paper: false });
    await bench.toStanding();
    bench.does({ type: 'anotherWay' });
    await bench.until('handover');
    return bench;
  };

  it('is booked from a handover, after the telephone number is known', async () => {
    const bench = await toHandover();
    bench.does({ type: 'bookHomeVisit' });
    await bench.until('contact', (view) => view.field === 'phone');
    typePhone(bench);
    const asked = await bench.questions.item.next();
    expect(asked.input.submission).toMatchObject({
      kind: 'homeVisit',
      phone: '13900000001',
      reason: 'cannotCome',
      business: 'activation',
      idempotencyKey: 'T-0001:visit-1:homeVisit',
    });
    expect((await bench.until('homeVisit')).booked).toBeNull();
    asked.answer({
      kind: 'answered',
      answer: { kind: 'booked', referenceNumber: 'H1', dueOn: '2026-11-27' },
    });
    await bench.until('homeVisit', (view) => view.booked?.kind === 'booked');
    expect(bench.session.snapshot.prompt).toMatchObject({
      id: 'homeVisit.booked',
      slots: { dueOn: '2026-11-27' },
    });
    bench.does({ type: 'continue' });
    await bench.until('takeCard');
  });

  it.each([
    ['pending', pending('H1'), { kind: 'pending', referenceNumber: 'H1' }],
    ['refused', refused('rules', 'H1'), { kind: 'refused', referenceNumber: 'H1' }],
  ] as const)('%s is told as it is', async (_, delivery, told) => {
    const bench = await toHandover();
    bench.does({ type: 'bookHomeVisit' });
    typePhone(bench);
    await bench.answerItem(delivery);
    const view = await bench.until('homeVisit', (shown) => shown.booked !== null);
    expect(view.booked).toEqual(told);
  });

  it('is offered for what is left after an activation', async () => {
    const bench = activationBench({ paper: false });
    await bench.toActivating();
    await bench.answerItem(done('S1'));
    (await bench.questions.changePin.next()).answer(ok(undefined));
    await bench.answerBank(refused('needsCounter'));
    await bench.until('activationResult');
    expect(bench.session.snapshot.allowed).toContain('bookHomeVisit');
  });

  it('is not offered when nothing is left', async () => {
    const bench = activationBench({ paper: false });
    await bench.toActivating();
    await bench.answerItem(done('S1'));
    (await bench.questions.changePin.next()).answer(ok(undefined));
    await bench.answerBank(done('B1'));
    await bench.until('activationResult');
    expect(bench.session.snapshot.allowed).not.toContain('bookHomeVisit');
  });

  it('is not offered in a certification, whose screens stay as they were', async () => {
    const bench = activationBench({ paper: false });
    (await bench.questions.card.next()).answer(ok(undefined));
    (await bench.questions.read.next()).answer(ok({ ...demoCard, validTo: '2020-01-01' }));
    await bench.until('handover');
    expect(bench.session.snapshot.allowed).not.toContain('bookHomeVisit');
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

describe('certification', () => {
  it('is what a card laid down without a word means, also after somebody looked at the activation', async () => {
    const bench = activationBench();
    bench.does({ type: 'beginActivation' });
    await bench.until('bring');
    bench.does({ type: 'leave' });
    bench.does({ type: 'confirmLeave' });
    await bench.until('goodbye');
    bench.clock.increment(bench.delays.goodbye);
    await bench.until('welcome');
    (await bench.questions.card.next()).answer(ok(undefined));
    (await bench.questions.read.next()).answer(ok(demoCard));
    await bench.until('lookingUp');
    expect(bench.session.snapshot.business).toBe('certify');
  });

  it('is not begun where nothing can be recorded; nor is an activation', async () => {
    const bench = activationBench();
    bench.session.send({ type: 'service', service: 'ledger', change: 'lost', code: 'E7001' });
    expect(bench.does({ type: 'beginActivation' })).toBe(false);
    expect(bench.does({ type: 'beginForOther' })).toBe(false);
  });
});
