import { describe, expect, it } from 'vitest';
import { fail, ok } from '../contract/failure.ts';
import { acceptedAnswer, demoCard, samePerson } from './testing/invented-visit.ts';
import { dueRecord, visitBench } from './testing/visit-bench.ts';

const workerDied = fail({ code: 'E9101', action: 'reset', message: 'worker died' });
const slipJob = ok({ jobId: 'job-1' });

describe('a visit that goes well', () => {
  it('leads from the card to the paper in the hand and is clean for the next person', async () => {
    const bench = visitBench();
    await bench.toFace();
    const face = await bench.questions.face.next();
    expect(face.input.references).toEqual(['authority', 'card']);
    face.input.progress({
      guidance: 'holdStill',
      progress: 0.5,
      crop: { x: 0.2, y: 0.1, width: 0.5, height: 0.6 },
    });
    await bench.until('face', (view) => view.guidance === 'holdStill');
    face.answer(ok(samePerson));
    const submit = await bench.questions.submit.next();
    expect(submit.input).toBe('T-0001:visit-1');
    submit.answer({ kind: 'answered', answer: acceptedAnswer });
    await bench.until('result', (view) => view.slip.state === 'printing');
    (await bench.questions.print.next()).answer(slipJob);
    await bench.until('result', (view) => view.slip.state === 'take');
    (await bench.questions.taken.next()).answer(ok('taken'));
    await bench.until('result', (view) => view.slip.state === 'taken');
    bench.does({ type: 'continue' });
    (await bench.questions.removal.next()).answer(ok(undefined));
    await bench.until('goodbye');
    bench.clock.increment(bench.delays.goodbye);
    await bench.until('welcome');
    expect(bench.facts.map((fact) => fact.type)).toEqual([
      'visitStarted',
      'cardRead',
      'consentGiven',
      'verification',
      'slip',
      'slip',
      'visitEnded',
    ]);
    expect(bench.session.visitId).toBeNull();
    expect(JSON.stringify(bench.session.snapshot)).not.toContain('英');
  });

  it('greets by title and surname and knows the age', async () => {
    const bench = visitBench();
    await bench.toStanding(dueRecord);
    const view = await bench.until('standing');
    expect(view.person).toEqual({ salutation: '测奶奶', maskedName: '测*英', age: 78 });
    expect(bench.session.snapshot.prompt.slots.dueOn).toBe('2026-12-31');
  });

  it('tells who is certified by data match that there is nothing to do, and returns the card', async () => {
    const bench = visitBench();
    await bench.toStanding({ standing: { kind: 'certifiedByDataMatch', until: '2027-06-30' }, photo: null });
    expect(bench.session.snapshot.prompt.id).toBe('standing.certifiedByDataMatch');
    expect(bench.session.snapshot.allowed).toContain('printSlip');
    bench.does({ type: 'continue' });
    await bench.until('takeCard');
  });

  it('prints the standing alone when the person likes', async () => {
    const bench = visitBench();
    await bench.toStanding({ standing: { kind: 'certifiedByDataMatch', until: '2027-06-30' }, photo: null });
    bench.does({ type: 'printSlip' });
    const print = await bench.questions.print.next();
    expect(print.input.kind).toBe('standing');
    print.answer(slipJob);
    (await bench.questions.taken.next()).answer(ok('taken'));
    await bench.until('takeCard');
  });
});

describe('the authority', () => {
  it('away at the look-up: the check can still be made', async () => {
    const bench = visitBench();
    (await bench.questions.card.next()).answer(ok(undefined));
    (await bench.questions.read.next()).answer(ok(demoCard));
    (await bench.questions.lookUp.next()).answer(fail({ code: 'E6001', action: 'suspend', message: 'away' }));
    const view = await bench.until('standing');
    expect(view.standing.kind).toBe('unknown');
    expect(view.canCertify).toBe(true);
  });

  it('without an answer to the submission: pending is told, neither done nor failed', async () => {
    const bench = visitBench();
    await bench.toFace();
    (await bench.questions.face.next()).answer(ok(samePerson));
    (await bench.questions.submit.next()).answer({ kind: 'pending', referenceNumber: 'P1' });
    const view = await bench.until('result');
    expect(view.outcome).toEqual({ kind: 'pending', referenceNumber: 'P1' });
    expect(bench.session.snapshot.prompt.id).toBe('result.pending');
  });

  it('with a reason that needs a person: the assistant is called, with a slip', async () => {
    const bench = visitBench();
    await bench.toStanding({ standing: { kind: 'needsStaff', reason: 'livesAbroad' }, photo: null });
    bench.does({ type: 'continue' });
    const view = await bench.until('handover');
    expect(view.reason).toBe('standing');
    expect(bench.helpCalls).toEqual(['standing']);
    expect((await bench.questions.print.next()).input.kind).toBe('handover');
  });
});

describe('the face check', () => {
  const different = { ...samePerson, decision: 'different', causes: ['tooDark'] } as const;

  it('names the cause of each try, and after three the ladder goes on', async () => {
    const bench = visitBench();
    await bench.toFace();
    for (const tryNumber of [1, 2]) {
      (await bench.questions.face.next()).answer(ok(different));
      const view = await bench.until('faceAgain', (shown) => shown.tryNumber === tryNumber);
      expect(view.causes).toEqual(['tooDark']);
      expect(view.triesLeft).toBe(3 - tryNumber);
      bench.does({ type: 'tryAgain' });
    }
    (await bench.questions.face.next()).answer(ok(different));
    expect((await bench.until('handover')).reason).toBe('faceTries');
  });

  it('lets a stiff neck replace the turn without counting a try', async () => {
    const bench = visitBench();
    await bench.toFace();
    const first = await bench.questions.face.next();
    bench.does({ type: 'cannotTurn' });
    const second = await bench.questions.face.next();
    expect(first.signal.aborted).toBe(true);
    expect(second.input.challenge).toBe('assistedTurn');
    bench.does({ type: 'cannotTurn' });
    expect((await bench.questions.face.next()).input.challenge).toBe('approach');
    const view = await bench.until('face', (shown) => shown.challenge === 'approach');
    expect(view.tryNumber).toBe(1);
    expect(bench.session.snapshot.allowed).not.toContain('cannotTurn');
  });

  it('does not count a dead vision worker as a try: it goes on when the worker is back', async () => {
    const bench = visitBench();
    await bench.toFace();
    (await bench.questions.face.next()).answer(workerDied);
    const view = await bench.until('face', (shown) => shown.guidance === 'serviceAway');
    expect(view.tryNumber).toBe(1);
    bench.clock.increment(1000);
    (await bench.questions.face.next()).answer(ok(samePerson));
    (await bench.questions.submit.next()).answer({ kind: 'answered', answer: acceptedAnswer });
    await bench.until('result');
  });

  it('hands over with the number of the fault when camera or vision stay away', async () => {
    const bench = visitBench();
    await bench.toFace();
    for (let i = 0; i < 3; i++) {
      (await bench.questions.face.next()).answer(
        fail({ code: 'E3007', action: 'reset', message: 'no picture' }),
      );
      if (i < 2) await bench.until('face', (view) => view.guidance === 'cameraAway');
      bench.clock.increment(1000);
    }
    const view = await bench.until('handover');
    expect(view.reason).toBe('serviceDown');
    expect(view.errorCode).toBe('E3007');
  });

  it('is not begun without a picture to compare with', async () => {
    const bench = visitBench();
    (await bench.questions.card.next()).answer(ok(undefined));
    (await bench.questions.read.next()).answer(ok({ ...demoCard, photo: null }));
    (await bench.questions.lookUp.next()).answer(ok({ ...dueRecord, photo: null }));
    await bench.until('standing');
    bench.does({ type: 'continue' });
    expect((await bench.until('handover')).reason).toBe('noReference');
  });
});

describe('the slip', () => {
  const toResult = async (bench: ReturnType<typeof visitBench>) => {
    await bench.toFace();
    (await bench.questions.face.next()).answer(ok(samePerson));
    (await bench.questions.submit.next()).answer({ kind: 'answered', answer: acceptedAnswer });
    await bench.until('result');
  };

  it('is not promised without paper', async () => {
    const bench = visitBench({ paper: false });
    await toResult(bench);
    expect((await bench.until('result')).slip.state).toBe('none');
  });

  it('not taken is pulled back', async () => {
    const bench = visitBench();
    await toResult(bench);
    (await bench.questions.print.next()).answer(slipJob);
    (await bench.questions.taken.next()).answer(ok('notTaken'));
    (await bench.questions.retract.next()).answer(ok(undefined));
    await bench.until('result', (view) => view.slip.state === 'retracted');
    expect(bench.facts).toContainEqual({ type: 'slip', state: 'retracted', jobId: '' });
  });

  it('that did not print is told truthfully and the visit goes on', async () => {
    const bench = visitBench();
    await toResult(bench);
    (await bench.questions.print.next()).answer(
      fail({ code: 'E4001', action: 'clear', message: 'paper out' }),
    );
    await bench.until('result', (view) => view.slip.state === 'notPrinted');
    expect(bench.session.snapshot.allowed).toContain('continue');
  });

  it('is taken or pulled back first when the person leaves while it prints', async () => {
    const bench = visitBench();
    await toResult(bench);
    const print = await bench.questions.print.next();
    bench.does({ type: 'leave' });
    bench.does({ type: 'confirmLeave' });
    print.answer(slipJob);
    await bench.until('takeSlip');
    (await bench.questions.taken.next()).answer(ok('notTaken'));
    (await bench.questions.retract.next()).answer(ok(undefined));
    await bench.until('takeCard');
  });
});

describe('a person who falls silent', () => {
  it('is asked, may stay as long as they like, and is let go safely in the end', async () => {
    const bench = visitBench();
    await bench.toStanding(dueRecord);
    for (let i = 0; i < 12; i++) {
      bench.clock.increment(bench.delays.idle);
      expect(bench.session.snapshot.overlay).toBe('stillThere');
      expect(bench.does({ type: 'stillHere' })).toBe(true);
      expect(bench.session.snapshot.overlay).toBe('none');
    }
    bench.clock.increment(bench.delays.idle);
    bench.clock.increment(bench.delays.stillThere);
    await bench.until('takeCard');
    (await bench.questions.removal.next()).answer(ok(undefined));
    await bench.until('goodbye');
    expect(bench.facts.at(-1)).toEqual({ type: 'visitEnded', how: 'idle' });
  });

  it('and forgets the card is reminded, then a person is called', async () => {
    const bench = visitBench();
    await bench.toStanding(dueRecord);
    bench.does({ type: 'leave' });
    bench.does({ type: 'confirmLeave' });
    await bench.until('takeCard');
    const said = bench.session.snapshot.prompt.say;
    bench.clock.increment(bench.delays.takeCardReminder);
    expect(bench.session.snapshot.prompt.say).toBe(said + 1);
    bench.clock.increment(bench.delays.takeCardHelp);
    expect(bench.helpCalls).toEqual(['cardLeft']);
  });
});

describe('what a screen may do', () => {
  it('nothing that the step does not offer', async () => {
    const bench = visitBench();
    expect(bench.does({ type: 'agree' })).toBe(false);
    expect(bench.does({ type: 'tryAgain' })).toBe(false);
    expect(bench.session.snapshot.view.step).toBe('welcome');
  });

  it('nothing that belongs to the customer, from another role', async () => {
    const bench = visitBench();
    await bench.toStanding(dueRecord);
    bench.does({ type: 'continue' });
    await bench.until('consent');
    for (const role of ['assist', 'service', 'dock'] as const) {
      expect(bench.session.intent(role, { type: 'agree' })).toBe(false);
      expect(bench.session.intent(role, { type: 'confirmLeave' })).toBe(false);
    }
    expect(bench.session.snapshot.view.step).toBe('consent');
  });
});

describe('the card', () => {
  it('that cannot be read three times leads to a person, not to a dead end', async () => {
    const bench = visitBench();
    const unreadable = fail({ code: 'E2041', action: 'clear', message: 'read failed' });
    (await bench.questions.card.next()).answer(ok(undefined));
    for (let i = 0; i < 3; i++) {
      (await bench.questions.read.next()).answer(unreadable);
      if (i < 2) {
        expect((await bench.until('cardProblem', (view) => view.triesLeft === 2 - i)).problem).toBe(
          'unreadable',
        );
        bench.does({ type: 'tryAgain' });
      }
    }
    const view = await bench.until('handover');
    expect(view.reason).toBe('cardUnreadable');
    expect(view.errorCode).toBe('E2041');
  });

  it('that could not be read is read again when it was lifted and laid down, not while it lies there', async () => {
    const bench = visitBench();
    (await bench.questions.card.next()).answer(ok(undefined));
    (await bench.questions.read.next()).answer(
      fail({ code: 'E2041', action: 'clear', message: 'read failed' }),
    );
    await bench.until('cardProblem');
    (await bench.questions.removal.next()).answer(ok(undefined));
    expect((await bench.until('cardProblem')).triesLeft).toBe(2);
    (await bench.questions.card.next()).answer(ok(undefined));
    (await bench.questions.read.next()).answer(ok(demoCard));
    await bench.until('lookingUp');
  });

  it('that has expired is told by the handover', async () => {
    const bench = visitBench();
    (await bench.questions.card.next()).answer(ok(undefined));
    (await bench.questions.read.next()).answer(ok({ ...demoCard, validTo: '2020-01-01' }));
    expect((await bench.until('handover')).reason).toBe('cardExpired');
  });
});
