import { describe, expect, it } from 'vitest';
import { ok } from '../contract/failure.ts';
import type { ResumeTicket } from '../ports/card-authority.ts';
import { activationBench, done, refused } from './testing/activation-bench.ts';
import { demoCard, demoSocialCard } from './testing/invented-visit.ts';

/** A visit that was broken off goes on where it was, for 24 hours; what is not known is not done again. */

const todo = { state: 'todo' } as const;
const doneBefore = (referenceNumber: string) => ({ state: 'done', referenceNumber, before: true }) as const;
const unknown = { state: 'unknown', referenceNumber: 'S1' } as const;

const ticketWith = (
  [social, cardPin, bank]: readonly ResumeTicket['items'][number]['outcome'][],
  more: Partial<ResumeTicket> = {},
): ResumeTicket => ({
  visitId: 'visit-0',
  items: [
    { item: 'social', outcome: social ?? todo },
    { item: 'cardPin', outcome: cardPin ?? todo },
    { item: 'bank', outcome: bank ?? todo },
  ],
  contact: {},
  consent: 'key',
  signature: null,
  ...more,
});

function benchWith(ticket: ResumeTicket) {
  const bench = activationBench({ paper: false });
  bench.ports.ledger.saveTicket(
    { idNumber: demoCard.idNumber, cardNumber: demoSocialCard.cardNumber },
    ticket,
  );
  return bench;
}

describe('an activation that was broken off', () => {
  it('before anything was done: the person is verified again, consent and contact are kept', async () => {
    const bench = benchWith(ticketWith([todo, todo, todo], { contact: { phone: '13900000001' } }));
    const view = await bench.toStanding({ record: { missing: ['phone'] } });
    expect(view).toMatchObject({ resumed: true, allDone: false });
    expect(bench.session.snapshot.prompt.id).toBe('cardStanding.resumed');
    await bench.verify();
    await bench.setPin('cardPin');
    await bench.setPin('bankPin');
    const asked = await bench.questions.item.next();
    expect(asked.input.submission).toMatchObject({
      kind: 'socialEnable',
      contact: { phone: '13900000001' },
      consent: 'key',
    });
  });

  it('before the consent: everything that is told before it is told again', async () => {
    const bench = benchWith(
      ticketWith([todo, todo, todo], { consent: null, contact: { phone: '13900000001' } }),
    );
    await bench.toStanding({ record: { missing: ['phone'] } });
    await bench.verify();
    await bench.until('review');
  });

  it("after the social half: only the chip's and the bank's passwords are asked for", async () => {
    const bench = benchWith(ticketWith([doneBefore('S1'), todo, todo]));
    await bench.toStanding({ record: { social: 'active' } });
    await bench.verify();
    await bench.setPin('cardPin');
    await bench.setPin('bankPin');
    (await bench.questions.changePin.next()).answer(ok(undefined));
    await bench.answerBank(done('B1'));
    expect(await bench.result()).toMatchObject({
      social: doneBefore('S1'),
      cardPin: { state: 'done', before: false },
      bank: { state: 'done', before: false },
    });
    expect(bench.activation.tickets.size).toBe(0);
  });

  it("after the chip's password: only the bank's is asked for, and only the bank's half is sent", async () => {
    const bench = benchWith(ticketWith([doneBefore('S1'), doneBefore(''), todo]));
    await bench.toStanding({ record: { social: 'active' } });
    await bench.verify();
    await bench.setPin('bankPin');
    await bench.answerBank(done('B1'));
    expect(await bench.result()).toMatchObject({ bank: { state: 'done', referenceNumber: 'B1' } });
    expect(bench.questions.changePin.open).toBe(false);
  });

  it('with an unknown half: that one stays unknown and is not sent, the others go on', async () => {
    const bench = benchWith(ticketWith([unknown, todo, todo]));
    await bench.toStanding();
    await bench.verify();
    await bench.setPin('cardPin');
    await bench.setPin('bankPin');
    (await bench.questions.changePin.next()).answer(ok(undefined));
    await bench.answerBank(done('B1'));
    expect((await bench.result()).social).toEqual(unknown);
    expect(bench.facts.filter(({ type }) => type === 'activationItem')).toHaveLength(2);
  });

  it('with nothing but unknown halves: told at once, nobody is verified or asked for a password', async () => {
    const bench = benchWith(ticketWith([unknown, { ...unknown, referenceNumber: '' }, unknown]));
    await bench.match();
    expect(await bench.result()).toMatchObject({ social: unknown, bank: unknown });
    expect(bench.session.snapshot.prompt.id).toBe('activationResult.unknown');
  });

  it('with an unknown half that the authority knows by now: it is done', async () => {
    const bench = benchWith(ticketWith([unknown, doneBefore(''), doneBefore('B1')]));
    await bench.match({ record: { social: 'active', bank: 'active' } });
    expect((await bench.until('cardStanding')).allDone).toBe(true);
    expect(bench.activation.tickets.size).toBe(0);
  });

  it.each(['notArrived', 'weakPin', 'needsCounter'] as const)(
    'by a bank that said %s: its half may be tried again under a new key',
    async (reason) => {
      const bench = benchWith(
        ticketWith([doneBefore('S1'), doneBefore(''), { state: 'refused', reason, referenceNumber: 'B0' }]),
      );
      await bench.toStanding({ record: { social: 'active' } });
      await bench.verify();
      await bench.setPin('bankPin');
      (await bench.questions.block.next()).answer(ok(bench.activation.demoBlock));
      expect((await bench.questions.item.next()).input.submission.idempotencyKey).toBe('T-0001:visit-1:bank');
    },
  );

  it.each(['pinLocked', 'pinNotInitial'] as const)(
    'by a chip that said %s: it costs none of its tries again',
    async (reason) => {
      const bench = benchWith(
        ticketWith([doneBefore('S1'), { state: 'refused', reason, referenceNumber: '' }, todo]),
      );
      await bench.toStanding({ record: { social: 'active' } });
      await bench.verify();
      await bench.setPin('bankPin');
      await bench.answerBank(done('B1'));
      expect((await bench.result()).cardPin).toEqual({ state: 'refused', reason, referenceNumber: '' });
      expect(bench.questions.changePin.open).toBe(false);
    },
  );

  it('by a refused social half: nothing else is begun', async () => {
    const bench = benchWith(
      ticketWith([{ state: 'refused', reason: 'mismatch', referenceNumber: 'S1' }, todo, todo]),
    );
    await bench.match();
    expect(await bench.result()).toEqual({
      social: { state: 'refused', reason: 'mismatch', referenceNumber: 'S1' },
      cardPin: { state: 'notTried' },
      bank: { state: 'notTried' },
    });
  });

  it('at every point leaves behind exactly what was done', async () => {
    const bench = activationBench({ paper: false });
    await bench.toActivating();
    await bench.answerItem(done('S1'));
    await bench.until('activating', (view) => view.items[1]?.outcome.state === 'working');
    await bench.leaveDone();
    const ticket = [...bench.activation.tickets.values()][0];
    expect(ticket?.items.map(({ outcome }) => outcome.state)).toEqual(['done', 'working', 'todo']);
    expect(ticket?.consent).toBe('key');
    // The ledger makes of "working" what its outbox knows; of a chip nobody knows.
    bench.ports.ledger.saveTicket(
      { idNumber: demoCard.idNumber, cardNumber: demoSocialCard.cardNumber },
      ticketWith([doneBefore('S1'), { state: 'unknown', referenceNumber: '' }, todo]),
    );
    await bench.toStanding({ record: { social: 'active' } });
    await bench.verify();
    await bench.setPin('bankPin');
    await bench.answerBank(refused('needsCounter'));
    expect(await bench.result()).toMatchObject({
      social: { state: 'done', before: true },
      cardPin: { state: 'unknown' },
      bank: { state: 'refused', reason: 'needsCounter' },
    });
  });

  it('by an agent: what was signed then does not bind the holder, who signs anew', async () => {
    const bench = benchWith(ticketWith([todo, todo, todo], { consent: null }));
    await bench.toStanding();
    await bench.verify();
    await bench.review();
    await bench.setPin('cardPin');
    await bench.setPin('bankPin');
    await bench.until('sign');
  });
});
