import { describe, expect, it } from 'vitest';
import { ok } from '../contract/failure.ts';
import { activationBench, away, done, pending, refused } from './testing/activation-bench.ts';
import { demoCard } from './testing/invented-visit.ts';

/** What is offered when the items have been done, or cannot be done here. */

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
