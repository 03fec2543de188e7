import { describe, expect, it } from 'vitest';
import { ok } from '../contract/failure.ts';
import { activationBench, away, done } from './testing/activation-bench.ts';
import { demoCard } from './testing/invented-visit.ts';

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

  it('is not told of a reader or a bank that it does not need; an activation is', async () => {
    const bench = activationBench();
    bench.session.send({ type: 'service', service: 'bank', change: 'lost', code: 'E6201' });
    expect(bench.session.snapshot.notice).toEqual({ code: 'E6201' });
    (await bench.questions.card.next()).answer(ok(undefined));
    await bench.until('readingCard');
    expect(bench.session.snapshot.notice).toBeNull();
  });

  it('is not begun where nothing can be recorded; nor is an activation', async () => {
    const bench = activationBench();
    bench.session.send({ type: 'service', service: 'ledger', change: 'lost', code: 'E7001' });
    expect(bench.does({ type: 'beginActivation' })).toBe(false);
    expect(bench.does({ type: 'beginForOther' })).toBe(false);
  });
});
