import { describe, expect, it } from 'vitest';
import { fail, ok } from '../contract/failure.ts';
import type { VeinCheckOutcome } from '../ports/finger-vein.ts';
import { demoCard, sameFinger, samePerson, sealedTemplate } from './testing/invented-visit.ts';
import { dueRecord, visitBench } from './testing/visit-bench.ts';

/** Certifying by the finger: first for whoever enrolled one here, and never the only way. */

const different: VeinCheckOutcome = {
  ...sameFinger,
  decision: 'different',
  z: 1.1,
  finger: null,
  causes: ['notSimilar'],
};
const away = fail({ code: 'E2615', action: 'reset', message: 'scanner away' } as const);

/** Somebody who enrolled a finger here, at the consent. */
async function enrolledBench() {
  const bench = visitBench();
  const subject = bench.ports.ledger.subjectOf(demoCard.idNumber);
  bench.ports.ledger.keepTemplates('before', subject, [sealedTemplate(subject, 'rightIndex')]);
  await bench.toStanding(dueRecord);
  bench.does({ type: 'continue' });
  await bench.until('consent');
  return { ...bench, subject };
}

const verifications = (bench: { readonly facts: readonly { readonly type: string }[] }) =>
  bench.facts.filter(({ type }) => type === 'verification');

describe('a person who enrolled a finger', () => {
  it('is asked for it first, certified by it, and the camera stays off', async () => {
    const bench = await enrolledBench();
    bench.does({ type: 'agree' });
    expect(await bench.until('vein')).toMatchObject({ fingers: ['rightIndex'], tryNumber: 1 });
    const asked = await bench.questions.vein.next();
    expect(asked.input.subject).toBe(bench.subject);
    expect(asked.input.templates).toHaveLength(1);
    asked.input.progress({ guidance: 'holdStill', captured: 0, of: 1 });
    await bench.until('vein', ({ guidance }) => guidance === 'holdStill');
    asked.answer(ok(sameFinger));
    await bench.until('submitting');
    expect(bench.questions.face.open).toBe(false);
    expect(verifications(bench)).toMatchObject([
      { method: 'fingerVein', decision: 'same', z: 7.2, finger: 'rightIndex', tryNumber: 1 },
    ]);
  });

  it('may have the face instead, at once', async () => {
    const bench = await enrolledBench();
    bench.does({ type: 'agree' });
    await bench.until('vein');
    const asked = await bench.questions.vein.next();
    bench.does({ type: 'anotherWay' });
    await bench.until('face');
    expect(asked.signal.aborted).toBe(true);
    (await bench.questions.face.next()).answer(ok(samePerson));
    await bench.until('submitting');
  });

  it('has two tries, then the face, and hears why', async () => {
    const bench = await enrolledBench();
    bench.does({ type: 'agree' });
    (await bench.questions.vein.next()).answer(ok(different));
    expect(await bench.until('veinAgain')).toMatchObject({ causes: ['notSimilar'], triesLeft: 1 });
    bench.does({ type: 'tryAgain' });
    await bench.until('vein', ({ tryNumber }) => tryNumber === 2);
    (await bench.questions.vein.next()).answer(ok(different));
    await bench.until('face');
    expect(bench.session.snapshot.prompt.id).toBe('face.afterVein');
    bench.clock.increment(bench.delays.faceNote);
    await bench.until('face', (_view, { prompt }) => prompt.id === 'face.starting');
    (await bench.questions.face.next()).answer(ok(samePerson));
    await bench.until('submitting');
    expect(verifications(bench)).toHaveLength(3);
  });

  it('is never certified by a finger that was like theirs but looked wrong', async () => {
    const bench = await enrolledBench();
    bench.does({ type: 'agree' });
    (await bench.questions.vein.next()).answer(ok({ ...sameFinger, causes: ['notLive'] }));
    await bench.until('veinAgain');
  });

  it('is led to the face when the scanner goes away, which is nobody’s try', async () => {
    const bench = await enrolledBench();
    bench.does({ type: 'agree' });
    (await bench.questions.vein.next()).answer(away);
    await bench.until('vein', ({ guidance }) => guidance === 'scannerAway');
    bench.clock.increment(1000);
    (await bench.questions.vein.next()).answer(away);
    await bench.until('face');
    expect(bench.session.snapshot.prompt.id).toBe('face.insteadOfVein');
    expect(verifications(bench)).toHaveLength(0);
  });

  it('is led to the face at once by a scanner that answers too late to see it, which is nobody’s try', async () => {
    const bench = await enrolledBench();
    bench.does({ type: 'agree' });
    const late = fail({ code: 'E2602', action: 'reset', message: 'late looks' } as const);
    (await bench.questions.vein.next()).answer(late);
    await bench.until('face');
    expect(bench.session.snapshot.prompt.id).toBe('face.insteadOfVein');
    expect(verifications(bench)).toHaveLength(0);
  });

  it('whose templates cannot be compared goes to the face without waiting', async () => {
    const bench = await enrolledBench();
    bench.does({ type: 'agree' });
    const unlike = fail({ code: 'E5204', action: 'clear', message: 'another scanner' } as const);
    (await bench.questions.vein.next()).answer(unlike);
    await bench.until('face');
  });

  it('is led to the face at once when the scanner is known to be away', async () => {
    const bench = await enrolledBench();
    bench.session.send({ type: 'service', service: 'fingerVein', change: 'lost', code: 'E2615' });
    expect(bench.session.snapshot.notice).toEqual({ code: 'E2615' });
    bench.does({ type: 'agree' });
    await bench.until('face');
    expect(bench.session.snapshot.prompt.id).toBe('face.insteadOfVein');
  });

  it('needs no picture to certify, and a person where the finger is refused then', async () => {
    const bench = visitBench();
    const card = { ...demoCard, photo: null };
    const subject = bench.ports.ledger.subjectOf(card.idNumber);
    bench.ports.ledger.keepTemplates('before', subject, [sealedTemplate(subject, 'leftIndex')]);
    await bench.toStanding({ ...dueRecord, photo: null }, card);
    bench.does({ type: 'continue' });
    await bench.until('consent');
    bench.does({ type: 'agree' });
    (await bench.questions.vein.next()).answer(ok(different));
    await bench.until('veinAgain');
    bench.does({ type: 'anotherWay' });
    expect(await bench.until('handover')).toMatchObject({ reason: 'faceTries' });
  });

  it('is compared with the enrolled face first when it comes to the face', async () => {
    const bench = visitBench();
    const subject = bench.ports.ledger.subjectOf(demoCard.idNumber);
    bench.ports.ledger.keepTemplates('before', subject, [sealedTemplate(subject, null)]);
    await bench.toFace();
    expect((await bench.questions.face.next()).input.references).toEqual(['enrolled', 'authority', 'card']);
  });
});

describe('a person who enrolled nothing', () => {
  it('never sees the scanner, and is not told that it is away', async () => {
    const bench = visitBench();
    await bench.toStanding(dueRecord);
    bench.session.send({ type: 'service', service: 'fingerVein', change: 'lost', code: 'E2615' });
    expect(bench.session.snapshot.notice).toBeNull();
    bench.does({ type: 'continue' });
    await bench.until('consent');
    bench.does({ type: 'agree' });
    await bench.until('face');
  });
});
