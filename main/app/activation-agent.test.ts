import { describe, expect, it } from 'vitest';
import { ok } from '../contract/failure.ts';
import { activationBench, away, done, letterAllowed, pending } from './testing/activation-bench.ts';
import { agentCard, demoCard, demoSocialCard, samePerson, usableRecord } from './testing/invented-visit.ts';

/** Somebody comes for the holder. What they may do is the authority's data, and they never do more. */

const principalOnly = { ...letterAllowed, social: 'principalOnly', who: [], papers: [] } as const;

/** The letter is photographed and kept. */
async function photograph(bench: ReturnType<typeof activationBench>): Promise<void> {
  await bench.until('letter');
  (await bench.questions.camera.next()).answer(ok(undefined));
  bench.does({ type: 'photograph' });
  bench.activation.showPicture(new Uint8Array([0xff, 0xd8, 1]));
  await bench.until('letter', (view) => view.taken);
}

describe('an agent', () => {
  it('does the half that the rule allows, sets nobody else’s password, and may have the rest done at home', async () => {
    const bench = activationBench({ paper: false });
    await bench.agentMatch(letterAllowed);
    const standing = await bench.until('cardStanding');
    expect(Object.fromEntries(standing.items.map(({ item, outcome }) => [item, outcome]))).toEqual({
      social: { state: 'todo' },
      cardPin: { state: 'refused', reason: 'principalOnly', referenceNumber: '' },
      bank: { state: 'refused', reason: 'principalOnly', referenceNumber: '' },
    });
    expect(standing.person.maskedName).toBe('测*国');
    bench.does({ type: 'continue' });
    bench.does({ type: 'agree' });
    const face = await bench.questions.face.next();
    // The agent's own card, and no picture of the holder.
    expect(face.input.references).toEqual(['card']);
    face.answer(ok(samePerson));
    await photograph(bench);
    bench.does({ type: 'continue' });
    const review = await bench.until('review');
    expect(review.facts.maskedName).toBe('测*英');
    bench.does({ type: 'continue' });
    await bench.readKeyPoints();
    await bench.until('sign');
    bench.does({ type: 'agree' });
    const asked = await bench.questions.item.next();
    const letter = bench.facts.find((fact) => fact.type === 'letter');
    expect(asked.input.submission).toMatchObject({
      kind: 'socialEnable',
      idNumber: demoCard.idNumber,
      verification: { of: 'agent' },
      agent: {
        idNumber: agentCard.idNumber,
        name: agentCard.name,
        reason: 'inHospital',
        relation: 'child',
        letterSha256: letter?.sha256,
      },
    });
    expect(letter?.sealed.jpegBase64).toBe('/9gB');
    asked.answer(done('S1'));
    expect(await bench.result()).toMatchObject({
      social: { state: 'done' },
      cardPin: { reason: 'principalOnly' },
      bank: { reason: 'principalOnly' },
    });
    expect((await bench.until('activationResult')).agent).toBe(true);
    expect(bench.session.snapshot.allowed).toContain('bookHomeVisit');
    expect(bench.session.snapshot.allowed).not.toContain('electronicCard');
    expect([...bench.activation.tickets.values()][0]).toMatchObject({ consent: null, signature: null });
    expect(bench.facts.find(({ type }) => type === 'agentCase')).toEqual({
      type: 'agentCase',
      sealed: { idNumber: agentCard.idNumber, name: agentCard.name },
      reason: 'inHospital',
      relation: 'child',
    });
    expect(bench.facts.map(({ type }) => type)).toEqual([
      'visitStarted',
      'agentCase',
      'cardRead',
      'socialCardRead',
      'consentGiven',
      'verification',
      'letter',
      'activationConsent',
      'activationItem',
    ]);
  });

  it('is told what to bring for another person', async () => {
    const bench = activationBench();
    bench.does({ type: 'beginForOther' });
    const reasons = await bench.until('agentReason');
    expect(reasons.reasons).toHaveLength(4);
    bench.does({ type: 'chooseReason', reason: 'veryOld' });
    const relations = await bench.until('agentRelation');
    expect(relations.relations).toEqual(['spouse', 'parent', 'child', 'guardian', 'other']);
    expect(bench.session.snapshot.allowed).toContain('chooseRelation');
    bench.does({ type: 'chooseRelation', relation: 'guardian' });
    const bring = await bench.until('bring');
    expect(bring.items).toEqual(['agentIdCard', 'ownerIdCard', 'socialCard', 'letter', 'phone']);
    expect(bench.session.snapshot.prompt.id).toBe('bring.agent');
    bench.does({ type: 'continue' });
    await bench.until('placeCard');
    expect(bench.session.snapshot.prompt.id).toBe('placeCard.agent');
  });

  it('who lays the same card down twice is asked again for the other one', async () => {
    const bench = activationBench();
    await bench.forOther();
    bench.does({ type: 'continue' });
    await bench.idCard(agentCard);
    await bench.until('placeOwnerCard');
    (await bench.questions.removal.next()).answer(ok(undefined));
    const { say } = bench.session.snapshot.prompt;
    await bench.idCard(agentCard);
    await bench.until('placeOwnerCard', (_, { prompt }) => prompt.say > say);
    (await bench.questions.removal.next()).answer(ok(undefined));
    await bench.idCard(demoCard);
    await bench.until('placeSocialCard');
    expect(bench.facts.filter(({ type }) => type === 'agentCase')).toHaveLength(1);
  });

  it('whose own card has expired is told before the other card is asked for', async () => {
    const bench = activationBench();
    await bench.forOther();
    bench.does({ type: 'continue' });
    await bench.idCard({ ...agentCard, validTo: '2020-01-01' });
    expect((await bench.until('handover')).reason).toBe('cardExpired');
  });

  it('with a social card of somebody else than the holder: a person looks at it', async () => {
    const bench = activationBench();
    await bench.forOther();
    bench.does({ type: 'continue' });
    await bench.idCard(agentCard);
    await bench.until('placeOwnerCard');
    (await bench.questions.removal.next()).answer(ok(undefined));
    await bench.idCard(demoCard);
    await bench.socialCard({ ...demoSocialCard, idNumber: agentCard.idNumber, name: agentCard.name });
    expect((await bench.until('handover')).reason).toBe('cardsDiffer');
  });
});

describe('the rule of the bank and the city', () => {
  it('that wants the person for both halves: a visit at home is booked at once, after the telephone number', async () => {
    const bench = activationBench({ paper: false });
    await bench.agentMatch(principalOnly);
    await bench.until('contact', (view) => view.field === 'phone');
    for (const key of '13900000001') bench.does({ type: 'padKey', key: key as '0' });
    bench.does({ type: 'continue' });
    const asked = await bench.questions.item.next();
    expect(asked.input.submission).toMatchObject({
      kind: 'homeVisit',
      idNumber: demoCard.idNumber,
      reason: 'inHospital',
    });
    asked.answer(pending('H1'));
    await bench.until('homeVisit', (view) => view.booked?.kind === 'pending');
  });

  it('that wants the person, who cannot be visited either: told that the person must come', async () => {
    const bench = activationBench({ paper: false });
    await bench.agentMatch(principalOnly);
    await bench.until('contact');
    bench.does({ type: 'anotherWay' });
    expect((await bench.until('handover')).reason).toBe('agentNotAllowed');
  });

  it.each([
    ['witnesses for the social half', { ...letterAllowed, social: 'witness' }, 'agentWitness'],
    [
      'the person for one half and witnesses for the other',
      { ...letterAllowed, social: 'principalOnly', bank: 'witness' },
      'agentWitness',
    ],
    ['a notarised letter', { ...letterAllowed, papers: ['notarisedLetter'] }, 'agentNotAllowed'],
  ] as const)('that wants %s: a person goes on', async (_, rule, reason) => {
    const bench = activationBench();
    await bench.agentMatch(rule);
    expect((await bench.until('handover')).reason).toBe(reason);
  });

  it.each(['spouse', 'parent', 'guardian', 'other'] as const)(
    'that names others than %s: a person goes on, and nothing is begun',
    async (relation) => {
      const bench = activationBench({ paper: false });
      await bench.agentMatch(letterAllowed, { relation });
      expect((await bench.until('handover')).reason).toBe('agentNotAllowed');
      expect(bench.session.snapshot.allowed).toContain('bookHomeVisit');
      expect(bench.activation.tickets.size).toBe(0);
      expect(bench.facts.map(({ type }) => type)).toEqual([
        'visitStarted',
        'agentCase',
        'cardRead',
        'socialCardRead',
        'handover',
      ]);
      bench.does({ type: 'continue' });
      expect((await bench.until('takeCard')).cards).toEqual(['id', 'social']);
    },
  );

  it.each([
    ['spouse', ['spouse', 'child']],
    ['parent', ['parent']],
    ['guardian', ['guardian']],
    ['other', ['anyone']],
    ['spouse', ['child', 'anyone']],
  ] as const)('that lets %s act (%j): the activation goes on', async (relation, who) => {
    const bench = activationBench();
    await bench.agentMatch({ ...letterAllowed, who }, { relation });
    await bench.until('cardStanding');
  });

  it('that names only others, and whose card is active: told so, for nothing is left to be done', async () => {
    const bench = activationBench();
    await bench.agentMatch(letterAllowed, {
      relation: 'other',
      record: { social: 'active', bank: 'active' },
    });
    await bench.until('cardStanding', (view) => view.allDone);
  });

  it('that wants the person for both halves: whoever comes may have a visit at home booked', async () => {
    const bench = activationBench({ paper: false });
    await bench.agentMatch(principalOnly, { relation: 'other' });
    await bench.until('contact', (view) => view.field === 'phone');
  });

  it('that wants witnesses for the bank only: its half waits for the counter', async () => {
    const bench = activationBench();
    await bench.agentMatch({ ...letterAllowed, bank: 'witness' });
    const view = await bench.until('cardStanding');
    expect(view.items.at(-1)?.outcome).toMatchObject({ state: 'refused', reason: 'needsCounter' });
  });

  it('that allows the bank half: it still sets a password, and that is the person’s own', async () => {
    const bench = activationBench();
    await bench.agentMatch({ ...letterAllowed, bank: 'allowed' });
    const view = await bench.until('cardStanding');
    expect(view.items.at(-1)?.outcome).toMatchObject({ state: 'refused', reason: 'principalOnly' });
  });

  it('that cannot be had: the authority is away, and nothing is begun', async () => {
    const bench = activationBench();
    await bench.forOther();
    bench.does({ type: 'continue' });
    await bench.idCard(agentCard);
    await bench.until('placeOwnerCard');
    (await bench.questions.removal.next()).answer(ok(undefined));
    await bench.idCard(demoCard);
    await bench.socialCard();
    (await bench.questions.lookUpCard.next()).answer(ok(usableRecord));
    (await bench.questions.agentRule.next()).answer(away('E6101'));
    expect(await bench.until('handover')).toMatchObject({ reason: 'authorityAway', errorCode: 'E6101' });
  });
});

describe('the letter', () => {
  const toLetter = async () => {
    const bench = activationBench({ paper: false });
    await bench.agentMatch(letterAllowed);
    await bench.until('cardStanding');
    bench.does({ type: 'continue' });
    bench.does({ type: 'agree' });
    (await bench.questions.face.next()).answer(ok(samePerson));
    await bench.until('letter');
    return bench;
  };

  it('may be photographed again, and only the picture that the person is content with is kept', async () => {
    const bench = await toLetter();
    await photograph(bench);
    bench.does({ type: 'tryAgain' });
    await bench.until('letter', (view) => !view.taken);
    (await bench.questions.camera.next()).answer(ok(undefined));
    bench.activation.showPicture(new Uint8Array([0xff, 0xd8, 2]));
    bench.does({ type: 'photograph' });
    await bench.until('letter', (view) => view.taken);
    bench.does({ type: 'continue' });
    await bench.until('review');
    const letters = bench.facts.flatMap((fact) => (fact.type === 'letter' ? [fact.sealed.jpegBase64] : []));
    expect(letters).toEqual(['/9gC']);
    expect(bench.activation.cameraIsOn()).toBe(false);
  });

  it('without a camera: told, with another way', async () => {
    const bench = await toLetter();
    (await bench.questions.camera.next()).answer(away('E3001'));
    await bench.until('letter', (view) => view.away);
    expect(bench.session.snapshot.prompt.id).toBe('letter.away');
    expect(bench.does({ type: 'photograph' })).toBe(false);
    bench.does({ type: 'anotherWay' });
    await bench.until('handover');
  });

  it('with a camera that comes back: the pictures go on', async () => {
    const bench = await toLetter();
    (await bench.questions.camera.next()).answer(away('E3001'));
    await bench.until('letter', (view) => view.away);
    bench.activation.showPicture(new Uint8Array([0xff, 0xd8, 3]));
    await bench.until('letter', (view) => !view.away);
  });
});
