import { describe, expect, it } from 'vitest';
import type { KioskStep } from '../contract/snapshot.ts';
import { ok } from '../contract/failure.ts';
import {
  type ActivationBench,
  activationBench,
  away,
  done,
  letterAllowed,
  workerDied,
} from './testing/activation-bench.ts';
import { demoCard, demoSocialCard, samePerson } from './testing/invented-visit.ts';

/** What may break at every step of an activation: the person falls silent, a card is pulled, a worker dies. */

/** Each step once, and how a person comes there. */
const steps: readonly (readonly [KioskStep, (bench: ActivationBench) => Promise<void>])[] = [
  ['bring', async (bench) => void bench.does({ type: 'beginActivation' })],
  ['agentReason', async (bench) => void bench.does({ type: 'beginForOther' })],
  [
    'agentRelation',
    async (bench) => {
      bench.does({ type: 'beginForOther' });
      bench.does({ type: 'chooseReason', reason: 'veryOld' });
    },
  ],
  [
    'placeCard',
    async (bench) => {
      bench.does({ type: 'beginActivation' });
      bench.does({ type: 'continue' });
    },
  ],
  ['placeSocialCard', (bench) => bench.toSocialCard()],
  [
    'readingSocialCard',
    async (bench) => {
      await bench.toSocialCard();
      (await bench.questions.socialPlaced.next()).answer(ok(undefined));
    },
  ],
  [
    'socialCardProblem',
    async (bench) => {
      await bench.toSocialCard();
      (await bench.questions.socialPlaced.next()).answer(ok(undefined));
      (await bench.questions.socialRead.next()).answer(away('E2514'));
    },
  ],
  [
    'matchingCards',
    async (bench) => {
      await bench.toSocialCard();
      await bench.socialCard();
    },
  ],
  ['cardStanding', async (bench) => void (await bench.toStanding())],
  [
    'consent',
    async (bench) => {
      await bench.toStanding();
      bench.does({ type: 'continue' });
    },
  ],
  [
    'face',
    async (bench) => {
      await bench.toStanding();
      bench.does({ type: 'continue' });
      bench.does({ type: 'agree' });
    },
  ],
  [
    'review',
    async (bench) => {
      await bench.toStanding();
      await bench.verify();
    },
  ],
  [
    'contact',
    async (bench) => {
      await bench.toStanding({ record: { missing: ['phone'] } });
      await bench.verify();
      await bench.until('review');
      bench.does({ type: 'continue' });
    },
  ],
  [
    'keyPoints',
    async (bench) => {
      await bench.toStanding();
      await bench.verify();
      await bench.until('review');
      bench.does({ type: 'continue' });
    },
  ],
  [
    'pin',
    async (bench) => {
      await bench.toStanding();
      await bench.verify();
      await bench.review();
    },
  ],
  ['sign', (bench) => bench.toSign()],
  ['activating', (bench) => bench.toActivating()],
  [
    'letter',
    async (bench) => {
      await bench.agentMatch(letterAllowed);
      await bench.until('cardStanding');
      bench.does({ type: 'continue' });
      bench.does({ type: 'agree' });
      (await bench.questions.face.next()).answer(ok(samePerson));
    },
  ],
];

describe('a person who falls silent', () => {
  it.each(steps)('at %s is asked, may stay, and is let go safely in the end', async (step, reach) => {
    const bench = activationBench({ paper: false });
    await reach(bench);
    await bench.until(step);
    bench.session.send({ type: 'paper', possible: false });
    if (step === 'placeCard') {
      bench.clock.increment(bench.delays.placeCard);
    } else {
      bench.clock.increment(bench.delays.idle);
      expect(bench.session.snapshot.overlay).toBe('stillThere');
      bench.does({ type: 'stillHere' });
      expect(bench.session.snapshot).toMatchObject({ overlay: 'none', view: { step } });
      const { forgets } = bench.activation.pad;
      bench.clock.increment(bench.delays.idle);
      bench.clock.increment(bench.delays.stillThere);
      expect(bench.activation.pad.forgets).toBeGreaterThan(forgets);
    }
    for (const card of bench.session.snapshot.view.step === 'takeCard'
      ? bench.session.snapshot.view.cards
      : [])
      (await bench.questions[card === 'id' ? 'removal' : 'socialRemoval'].next()).answer(ok(undefined));
    await bench.until('goodbye');
    expect(bench.facts.at(-1)).toEqual({ type: 'visitEnded', how: 'idle' });
    bench.clock.increment(bench.delays.goodbye);
    await bench.until('welcome');
    expect(bench.session.visitId).toBeNull();
  });
});

describe('a person who leaves', () => {
  it.each(steps)('at %s gets every card back that was laid down', async (step, reach) => {
    const bench = activationBench({ paper: false });
    await reach(bench);
    await bench.until(step);
    bench.does({ type: 'leave' });
    expect(bench.session.snapshot.overlay).toBe('leave');
    bench.does({ type: 'confirmLeave' });
    const { view } = bench.session.snapshot;
    if (view.step === 'takeCard') {
      expect(view.cards).toEqual(['placeSocialCard'].includes(step) ? ['id'] : ['id', 'social']);
      for (const card of view.cards)
        (await bench.questions[card === 'id' ? 'removal' : 'socialRemoval'].next()).answer(ok(undefined));
    } else expect(['bring', 'agentReason', 'agentRelation', 'placeCard']).toContain(step);
    await bench.until('goodbye');
  });
});

describe('the workers', () => {
  it.each(steps)('lost and back at %s: told, and the step goes on', async (step, reach) => {
    const bench = activationBench({ paper: false });
    await reach(bench);
    await bench.until(step);
    for (const service of ['drivers', 'vision', 'socialReader', 'pinPad', 'bank', 'authority'] as const) {
      bench.session.send({ type: 'service', service, change: 'lost', code: 'E9002' });
      expect(bench.session.snapshot.notice?.code).toBe('E9002');
      bench.session.send({ type: 'service', service, change: 'back' });
    }
    bench.clock.increment(1000);
    expect(bench.session.snapshot).toMatchObject({ notice: null, view: { step } });
  });

  it('dead during the face check: no try is lost, and the activation goes on', async () => {
    const bench = activationBench({ paper: false });
    await bench.toStanding();
    bench.does({ type: 'continue' });
    bench.does({ type: 'agree' });
    (await bench.questions.face.next()).answer(workerDied);
    await bench.until('face', (view) => view.guidance === 'serviceAway' && view.tryNumber === 1);
    bench.clock.increment(1000);
    await bench.passFace();
    await bench.until('review');
  });

  it('dead while the passwords are complete: they are entered again before anything is done', async () => {
    const bench = activationBench({ paper: false });
    await bench.toSign();
    bench.session.send({ type: 'service', service: 'drivers', change: 'lost', code: 'E9002' });
    bench.session.send({ type: 'service', service: 'drivers', change: 'back' });
    bench.does({ type: 'agree' });
    await bench.setPin('cardPin');
    await bench.setPin('bankPin');
    await bench.until('activating');
    expect(bench.facts.filter(({ type }) => type === 'activationConsent')).toHaveLength(1);
  });
});

describe('the reader of social-security cards', () => {
  it('away when its card is asked for: told at once, and asked for when it is back', async () => {
    const bench = activationBench();
    bench.session.send({ type: 'service', service: 'socialReader', change: 'lost', code: 'E2501' });
    bench.does({ type: 'beginActivation' });
    bench.does({ type: 'continue' });
    await bench.idCard(demoCard);
    expect(await bench.until('socialCardProblem')).toMatchObject({
      problem: 'readerAway',
      errorCode: 'E2501',
      triesLeft: 3,
    });
    bench.clock.increment(5000);
    expect(bench.session.snapshot.view.step).toBe('socialCardProblem');
    bench.session.send({ type: 'service', service: 'socialReader', change: 'back' });
    await bench.until('placeSocialCard', (view) => !view.retry);
  });

  it('away does not hide on the first screen what stops everybody', () => {
    const bench = activationBench();
    bench.session.send({ type: 'service', service: 'socialReader', change: 'lost', code: 'E2501' });
    expect(bench.session.snapshot.notice).toEqual({ code: 'E2501' });
    bench.session.send({ type: 'service', service: 'printer', change: 'lost', code: 'E4011' });
    expect(bench.session.snapshot.notice).toEqual({ code: 'E4011' });
    bench.session.send({ type: 'service', service: 'printer', change: 'back' });
    expect(bench.session.snapshot.notice).toEqual({ code: 'E2501' });
  });

  it('gone while its card is awaited, and back: the card is asked for', async () => {
    const bench = activationBench();
    await bench.toSocialCard();
    bench.session.send({ type: 'service', service: 'socialReader', change: 'lost', code: 'E2501' });
    await bench.until('socialCardProblem', (view) => view.problem === 'readerAway');
    bench.session.send({ type: 'service', service: 'socialReader', change: 'back' });
    bench.clock.increment(1000);
    await bench.socialCard();
    await bench.until('matchingCards');
  });
});

describe('a card that is pulled out', () => {
  it('while it is read: asked for again, and read when it is back', async () => {
    const bench = activationBench();
    await bench.toSocialCard();
    (await bench.questions.socialPlaced.next()).answer(ok(undefined));
    await bench.until('readingSocialCard');
    bench.session.send({ type: 'socialCardMoved' });
    await bench.until('readingSocialCard', (view) => view.retry);
    (await bench.questions.socialRead.next()).answer(away('E2510'));
    await bench.until('socialCardProblem');
    (await bench.questions.socialRemoval.next()).answer(ok(undefined));
    (await bench.questions.socialPlaced.next()).answer(ok(undefined));
    (await bench.questions.socialRead.next()).answer(ok(demoSocialCard));
    await bench.until('matchingCards');
  });

  it.each([
    ['before its password is changed', 'E2510', 'notTried'],
    ['while its password is changed', 'E2540', 'unknown'],
  ] as const)('%s: only that item suffers', async (_, code, state) => {
    const bench = activationBench({ paper: false });
    await bench.toActivating();
    await bench.answerItem(done('S1'));
    (await bench.questions.changePin.next()).answer(away(code));
    await bench.answerBank(done('B1'));
    const items = await bench.result();
    expect(items).toMatchObject({ social: { state: 'done' }, cardPin: { state }, bank: { state: 'done' } });
  });

  it('at the end in any order: only the one that still lies there is asked for', async () => {
    const bench = activationBench({ paper: false });
    await bench.toStanding();
    bench.does({ type: 'leave' });
    bench.does({ type: 'confirmLeave' });
    await bench.until('takeCard', (view) => view.cards.length === 2);
    expect(bench.session.snapshot.prompt.id).toBe('takeCard.both');
    (await bench.questions.removal.next()).answer(ok(undefined));
    await bench.until('takeCard', (view) => view.cards.join() === 'social');
    expect(bench.session.snapshot.prompt.id).toBe('takeCard.social');
    (await bench.questions.socialRemoval.next()).answer(ok(undefined));
    await bench.until('goodbye');
  });

  it('and one that is forgotten: reminded, then a person is called, then the visit is closed', async () => {
    const bench = activationBench({ paper: false });
    await bench.toStanding();
    bench.does({ type: 'leave' });
    bench.does({ type: 'confirmLeave' });
    await bench.until('takeCard');
    (await bench.questions.removal.next()).answer(ok(undefined));
    await bench.until('takeCard', (view) => view.cards.length === 1);
    const { say } = bench.session.snapshot.prompt;
    bench.clock.increment(bench.delays.takeCardReminder);
    expect(bench.session.snapshot.prompt.say).toBeGreaterThan(say);
    bench.clock.increment(bench.delays.takeCardHelp);
    expect(bench.helpCalls).toEqual(['cardLeft']);
    bench.clock.increment(bench.delays.takeCardGiveUp);
    await bench.until('goodbye');
  });
});
