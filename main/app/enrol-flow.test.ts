import { describe, expect, it } from 'vitest';
import { fail, ok } from '../contract/failure.ts';
import type { PensionRecord } from '../ports/authority.ts';
import { acceptedAnswer, demoCard, samePerson, sealedTemplate } from './testing/invented-visit.ts';
import { dueRecord, visitBench } from './testing/visit-bench.ts';

/** Enrolling fingers (建模), renewing and deleting them, and the pension that is certified on the way. */

const certified: PensionRecord = {
  standing: { kind: 'certified', until: '2027-11-22', method: 'face' },
  photo: new Uint8Array([2]),
};
type Bench = ReturnType<typeof visitBench>;

async function toEnrolStanding(bench: Bench, record = certified) {
  expect(bench.does({ type: 'beginEnrolment' })).toBe(true);
  await bench.until('placeCard');
  (await bench.questions.card.next()).answer(ok(undefined));
  (await bench.questions.read.next()).answer(ok(demoCard));
  (await bench.questions.lookUp.next()).answer(ok(record));
  return bench.until('enrolStanding');
}

async function toConsent(bench: Bench, record = certified): Promise<void> {
  await toEnrolStanding(bench, record);
  bench.does({ type: 'continue' });
  await bench.until('enrolConsent');
}

/** Answers the enrolment of the finger that is asked for. */
async function enrolled(bench: Bench): Promise<string> {
  const { input, answer } = await bench.questions.enrol.next();
  const template = sealedTemplate(input.subject, input.finger);
  answer(ok({ kind: 'enrolled', template, captures: 5, leastZ: 6 }));
  return input.finger;
}

const again = ok({ kind: 'again', problem: 'inconsistent' } as const);
const subjectOf = (bench: Bench): string => bench.ports.ledger.subjectOf(demoCard.idNumber);
const kept = (bench: Bench) => bench.ports.ledger.templatesOf(subjectOf(bench)).map(({ finger }) => finger);

describe('enrolling', () => {
  it('asks, recognises the person, takes two fingers, and keeps them only when they are confirmed', async () => {
    const bench = visitBench();
    await toConsent(bench);
    bench.does({ type: 'agreeFingersOnly' });
    const face = await bench.questions.face.next();
    expect(face.input.enrolFor).toBeNull();
    face.answer(ok(samePerson));
    expect(await bench.until('enrolFinger')).toMatchObject({ finger: 'rightIndex', fingerNumber: 1 });
    expect(bench.session.snapshot.prompt.id).toBe('enrolFinger.first.rightIndex');
    const asked = await bench.questions.enrol.next();
    asked.input.progress({ guidance: 'layFinger', captured: 2, of: 5 });
    await bench.until('enrolFinger', ({ captured }) => captured === 2);
    expect(bench.session.snapshot.prompt).toMatchObject({ id: 'enrolFinger.again', slots: { left: '3' } });
    const template = sealedTemplate(asked.input.subject, 'rightIndex');
    asked.answer(ok({ kind: 'enrolled', template, captures: 5, leastZ: 6 }));
    const second = await bench.questions.enrol.next();
    expect(second.input).toMatchObject({ finger: 'rightMiddle', others: [{ finger: 'rightIndex' }] });
    second.answer(
      ok({
        kind: 'enrolled',
        template: sealedTemplate(second.input.subject, 'rightMiddle'),
        captures: 5,
        leastZ: 5,
      }),
    );
    expect(await bench.until('enrolSign')).toMatchObject({
      fingers: ['rightIndex', 'rightMiddle'],
      face: false,
    });
    expect(kept(bench)).toEqual([]);
    bench.does({ type: 'agree' });
    expect(await bench.until('enrolResult')).toMatchObject({ also: null });
    expect(kept(bench)).toEqual(['rightIndex', 'rightMiddle']);
    expect(bench.facts.map(({ type }) => type)).toEqual(
      expect.arrayContaining(['enrolmentConsent', 'verification', 'enrolmentSigned']),
    );
    await bench.questions.print.next();
    expect(bench.slips.at(-1)).toMatchObject({
      kind: 'enrolment',
      enrolment: { fingers: ['rightIndex', 'rightMiddle'], face: false },
      consent: 'key',
      method: 'face',
    });
  });

  it('takes the face along when the person agrees to that too', async () => {
    const bench = visitBench();
    await toConsent(bench);
    bench.does({ type: 'agree' });
    const face = await bench.questions.face.next();
    expect(face.input.enrolFor).toBe(subjectOf(bench));
    face.answer(ok({ ...samePerson, enrolled: sealedTemplate(subjectOf(bench), null) }));
    await enrolled(bench);
    await enrolled(bench);
    expect(await bench.until('enrolSign')).toMatchObject({ face: true });
    bench.does({ type: 'agree' });
    await bench.until('enrolResult');
    expect(kept(bench)).toHaveLength(3);
  });

  it('costs nothing to say no to', async () => {
    const bench = visitBench();
    await toConsent(bench);
    bench.does({ type: 'decline' });
    await bench.until('takeCard');
    expect(kept(bench)).toEqual([]);
    expect(bench.facts).toContainEqual({ type: 'consentDeclined' });
  });

  it('leaves nothing behind when the person leaves before the confirmation', async () => {
    const bench = visitBench();
    await toConsent(bench);
    bench.does({ type: 'agreeFingersOnly' });
    (await bench.questions.face.next()).answer(ok(samePerson));
    await enrolled(bench);
    await enrolled(bench);
    await bench.until('enrolSign');
    bench.does({ type: 'leave' });
    bench.does({ type: 'confirmLeave' });
    await bench.until('takeCard');
    expect(kept(bench)).toEqual([]);
  });

  it('tries a finger three times, then another one, and ends with the fingers that went', async () => {
    const bench = visitBench();
    await toConsent(bench);
    bench.does({ type: 'agreeFingersOnly' });
    (await bench.questions.face.next()).answer(ok(samePerson));
    for (const left of [2, 1]) {
      (await bench.questions.enrol.next()).answer(again);
      expect(await bench.until('enrolFingerAgain')).toMatchObject({ triesLeft: left });
      bench.does({ type: 'tryAgain' });
    }
    (await bench.questions.enrol.next()).answer(again);
    expect(await enrolled(bench)).toBe('rightMiddle');
    await bench.until('enrolFinger', ({ finger }) => finger === 'leftIndex');
    bench.does({ type: 'anotherFinger' });
    await bench.until('enrolFinger', ({ finger }) => finger === 'leftMiddle');
    const last = (await bench.questions.enrol.next()).input.finger;
    expect(last).toBe('leftMiddle');
    expect(bench.session.snapshot.allowed).not.toContain('anotherFinger');
  });

  it('hands over when no finger goes at all', async () => {
    const bench = visitBench();
    await toConsent(bench);
    bench.does({ type: 'agreeFingersOnly' });
    (await bench.questions.face.next()).answer(ok(samePerson));
    for (let finger = 1; finger <= 4; finger++)
      for (let layings = 1; layings <= 3; layings++) {
        (await bench.questions.enrol.next()).answer(again);
        if (layings === 3) continue;
        await bench.until('enrolFingerAgain');
        bench.does({ type: 'tryAgain' });
      }
    expect(await bench.until('handover')).toMatchObject({ reason: 'enrolFailed' });
  });

  it('waits for a scanner that goes away for a moment, and hands over when it stays away', async () => {
    const bench = visitBench();
    await toConsent(bench);
    bench.does({ type: 'agreeFingersOnly' });
    (await bench.questions.face.next()).answer(ok(samePerson));
    for (let fault = 1; fault <= 4; fault++) {
      const gone = fail({ code: 'E2615', action: 'reset', message: 'away' } as const);
      (await bench.questions.enrol.next()).answer(gone);
      if (fault === 4) break;
      await bench.until('enrolFinger', ({ guidance }) => guidance === 'scannerAway');
      bench.clock.increment(1000);
    }
    expect(await bench.until('handover')).toMatchObject({ reason: 'serviceDown', errorCode: 'E2615' });
  });

  it('tells the truth when the ledger cannot keep it', async () => {
    const bench = visitBench();
    const broken = new Error('full');
    Object.assign(broken, { failure: { code: 'E7001', action: 'reset', message: 'full' } });
    bench.ports.ledger.keepTemplates = () => {
      throw broken;
    };
    await toConsent(bench);
    bench.does({ type: 'agreeFingersOnly' });
    (await bench.questions.face.next()).answer(ok(samePerson));
    await enrolled(bench);
    await enrolled(bench);
    await bench.until('enrolSign');
    bench.does({ type: 'agree' });
    expect(await bench.until('handover')).toMatchObject({ reason: 'serviceDown', errorCode: 'E7001' });
  });
});

describe('what is enrolled', () => {
  const withFinger = () => {
    const bench = visitBench();
    bench.ports.ledger.keepTemplates('before', subjectOf(bench), [
      sealedTemplate(subjectOf(bench), 'rightIndex', 'old'),
    ]);
    return bench;
  };

  it('is told, and renewed by enrolling again; the finger that is known proves the person', async () => {
    const bench = withFinger();
    expect(await toEnrolStanding(bench)).toMatchObject({
      enrolled: { fingers: ['rightIndex'], face: false, on: '2026-11-01' },
    });
    bench.does({ type: 'continue' });
    await bench.until('enrolConsent');
    bench.does({ type: 'agreeFingersOnly' });
    await bench.until('vein');
  });

  it('is deleted when the person asks for it, and only after a question', async () => {
    const bench = withFinger();
    await toEnrolStanding(bench);
    bench.does({ type: 'deleteEnrolment' });
    await bench.until('deleteConfirm');
    bench.does({ type: 'decline' });
    await bench.until('enrolStanding');
    expect(kept(bench)).toEqual(['rightIndex']);
    bench.does({ type: 'deleteEnrolment' });
    bench.does({ type: 'agree' });
    await bench.until('enrolDeleted');
    expect(kept(bench)).toEqual([]);
    await bench.questions.print.next();
    expect(bench.slips.at(-1)).toMatchObject({
      kind: 'enrolmentDeleted',
      deleted: { fingers: ['rightIndex'], face: false },
    });
  });

  it('cannot be deleted where there is nothing', async () => {
    const bench = visitBench();
    await toEnrolStanding(bench);
    expect(bench.does({ type: 'deleteEnrolment' })).toBe(false);
  });
});

describe('one visit, all done', () => {
  it('offers the pension of the year to whoever was recognised, and certifies it when they agree', async () => {
    const bench = visitBench();
    await toConsent(bench, dueRecord);
    bench.does({ type: 'agreeFingersOnly' });
    (await bench.questions.face.next()).answer(ok(samePerson));
    await bench.until('alsoCertify');
    bench.does({ type: 'agree' });
    await bench.until('alsoSubmitting');
    (await bench.questions.submit.next()).answer({ kind: 'answered', answer: acceptedAnswer });
    await enrolled(bench);
    await enrolled(bench);
    await bench.until('enrolSign');
    bench.does({ type: 'agree' });
    expect(await bench.until('enrolResult')).toMatchObject({ also: { kind: 'accepted' } });
    await bench.questions.print.next();
    expect(bench.slips.at(-1)).toMatchObject({ also: { kind: 'accepted' } });
  });

  it('does not offer to enrol whoever was refused: a person looks at that first', async () => {
    const bench = visitBench();
    await bench.toFace();
    (await bench.questions.face.next()).answer(ok(samePerson));
    const answer = { kind: 'refused', reason: 'deceased', referenceNumber: 'N1' } as const;
    (await bench.questions.submit.next()).answer({ kind: 'answered', answer });
    await bench.until('result');
    (await bench.questions.print.next()).answer(ok({ jobId: 'J1' }));
    (await bench.questions.taken.next()).answer(ok('taken'));
    const { allowed } = await new Promise<typeof bench.session.snapshot>((resolve) => {
      bench.session.onSnapshot((snapshot) => snapshot.allowed.includes('continue') && resolve(snapshot));
    });
    expect(allowed).not.toContain('beginEnrolment');
  });

  it('asks once, and a no changes nothing', async () => {
    const bench = visitBench();
    await toConsent(bench, dueRecord);
    bench.does({ type: 'agreeFingersOnly' });
    (await bench.questions.face.next()).answer(ok(samePerson));
    await bench.until('alsoCertify');
    bench.does({ type: 'decline' });
    await bench.until('enrolFinger');
    expect(bench.questions.submit.open).toBe(false);
  });

  it('is offered after a certification the other way round: enrolling without being looked at again', async () => {
    const bench = visitBench();
    await bench.toFace();
    (await bench.questions.face.next()).answer(ok(samePerson));
    (await bench.questions.submit.next()).answer({ kind: 'answered', answer: acceptedAnswer });
    await bench.until('result');
    (await bench.questions.print.next()).answer(ok({ jobId: 'J1' }));
    (await bench.questions.taken.next()).answer(ok('taken'));
    await bench.until('result', (_view, { allowed }) => allowed.includes('beginEnrolment'));
    bench.does({ type: 'beginEnrolment' });
    await bench.until('enrolConsent');
    bench.does({ type: 'agreeFingersOnly' });
    await bench.until('enrolFinger');
    expect(bench.questions.face.open).toBe(false);
  });
});
