import type { ActivationItem, AgentRelation, ItemState, PinProblem } from '../../contract/activation.ts';
import { fail, ok } from '../../contract/failure.ts';
import type { Standing } from '../../contract/person.ts';
import type { AgentRule, CardRecord } from '../../ports/card-authority.ts';
import type { IdentityCard } from '../../ports/identity-reader.ts';
import type { ItemDelivery } from '../../ports/ledger.ts';
import type { SocialCard } from '../../ports/social-card-reader.ts';
import { agentCard, demoCard, demoSocialCard, samePerson, usableRecord } from './invented-visit.ts';
import { visitBench } from './visit-bench.ts';

export const away = (code: string) => fail({ code, action: 'reset', message: 'away' } as const);
export const workerDied = away('E9001');
export const letterAllowed: AgentRule = {
  social: 'allowed',
  bank: 'principalOnly',
  who: ['child'],
  papers: ['agentIdCard', 'ownerIdCard', 'letter'],
};

interface Matching {
  readonly card?: IdentityCard;
  readonly social?: SocialCard;
  readonly record?: Partial<CardRecord>;
}

/** A person who does what the screen of an activation asks for, on scripted ports. Each step ends where the next begins. */
export function activationBench(
  options: Parameters<typeof visitBench>[0] & { readonly bench?: ReturnType<typeof visitBench> } = {},
) {
  const bench = options.bench ?? visitBench(options);
  const { questions, until, does, activation } = bench;
  let handles = 0;

  const idCard = async (card: IdentityCard): Promise<void> => {
    (await questions.card.next()).answer(ok(undefined));
    (await questions.read.next()).answer(ok(card));
  };
  const socialCard = async (card: SocialCard = demoSocialCard): Promise<void> => {
    await until('placeSocialCard');
    (await questions.socialPlaced.next()).answer(ok(undefined));
    (await questions.socialRead.next()).answer(ok(card));
  };
  /** From the first screen to the second card. */
  const toSocialCard = async (card = demoCard): Promise<void> => {
    does({ type: 'beginActivation' });
    await until('bring');
    does({ type: 'continue' });
    await until('placeCard');
    await idCard(card);
    await until('placeSocialCard');
  };
  const match = async ({ card, social, record }: Matching = {}): Promise<void> => {
    await toSocialCard(card);
    await socialCard(social);
    await until('matchingCards');
    (await questions.lookUpCard.next()).answer(ok({ ...usableRecord, ...record }));
  };
  const toStanding = async (matching: Matching = {}) => {
    await match(matching);
    return until('cardStanding');
  };
  /** The face is the person's; the pension of this year is asked about, and there is nothing to do with it. */
  const passFace = async (
    standing: Standing = { kind: 'certified', until: '2027-11-22', method: 'face' },
  ): Promise<void> => {
    (await questions.face.next()).answer(ok(samePerson));
    (await questions.lookUp.next()).answer(ok({ standing, photo: null }));
  };
  /** From the standing of the card through consent and face. */
  const verify = async (): Promise<void> => {
    await until('cardStanding');
    does({ type: 'continue' });
    await until('consent');
    does({ type: 'agree' });
    await passFace();
  };
  const readKeyPoints = async (): Promise<void> => {
    for (let page = 1; page <= 4; page++) {
      await until('keyPoints', (view) => view.page === page);
      does({ type: 'continue' });
    }
  };
  const review = async (): Promise<void> => {
    await until('review');
    does({ type: 'continue' });
    await readKeyPoints();
  };
  /** One entry of six digits, and what the pad's rules say of it. */
  const type = async (entry: 'first' | 'second', problem: PinProblem | null = null): Promise<void> => {
    await until('pin', (view) => view.entry === entry && !view.checking);
    const asked = await questions.enterPin.next();
    for (let count = 1; count <= 6; count++) {
      does({ type: 'padKey', key: '7' });
      asked.input.onCount(count);
    }
    does({ type: 'continue' });
    handles += 1;
    asked.answer(ok({ id: `pin-${handles}` }));
    if (entry === 'first') (await questions.checkPin.next()).answer(ok(problem));
    else (await questions.samePins.next()).answer(ok(problem !== 'differ'));
  };
  const setPin = async (pin: 'cardPin' | 'bankPin'): Promise<void> => {
    await until('pin', (view) => view.pin === pin && view.entry === 'first');
    await type('first');
    await type('second');
  };
  const toSign = async (matching: Matching = {}): Promise<void> => {
    await toStanding(matching);
    await verify();
    await review();
    await setPin('cardPin');
    await setPin('bankPin');
    await until('sign');
  };
  const toActivating = async (matching: Matching = {}): Promise<void> => {
    await toSign(matching);
    does({ type: 'agree' });
    await until('activating');
  };
  const answerItem = async (delivery: ItemDelivery | Error): Promise<void> => {
    const asked = await questions.item.next();
    if (delivery instanceof Error) asked.fails(delivery);
    else asked.answer(delivery);
  };
  const answerBank = async (delivery: ItemDelivery | Error): Promise<void> => {
    (await questions.block.next()).answer(ok(activation.demoBlock));
    await answerItem(delivery);
  };
  const result = async (): Promise<Readonly<Partial<Record<ActivationItem, ItemState>>>> => {
    const view = await until('activationResult');
    return Object.fromEntries(view.items.map(({ item, outcome }) => [item, outcome]));
  };
  /** Both cards are taken and the first screen is clean again. */
  const leaveDone = async (): Promise<void> => {
    does({ type: 'leave' });
    does({ type: 'confirmLeave' });
    await takeCards();
  };
  const takeCards = async (): Promise<void> => {
    await until('takeCard');
    (await questions.removal.next()).answer(ok(undefined));
    (await questions.socialRemoval.next()).answer(ok(undefined));
    await until('goodbye');
    bench.clock.increment(bench.delays.goodbye);
    await until('welcome');
  };

  /** Somebody comes for the holder and says why, and what they are to the holder. */
  const forOther = async (relation: AgentRelation = 'child'): Promise<void> => {
    does({ type: 'beginForOther' });
    await until('agentReason');
    does({ type: 'chooseReason', reason: 'inHospital' });
    await until('agentRelation');
    does({ type: 'chooseRelation', relation });
    await until('bring', (view) => view.agent);
  };
  /** The agent, from the first screen to the rule of the bank and city. */
  const agentMatch = async (
    rule: AgentRule,
    matching: Matching & { readonly relation?: AgentRelation } = {},
  ): Promise<void> => {
    await forOther(matching.relation);
    does({ type: 'continue' });
    await until('placeCard');
    await idCard(agentCard);
    await until('placeOwnerCard');
    (await questions.removal.next()).answer(ok(undefined));
    await idCard(matching.card ?? demoCard);
    await socialCard(matching.social);
    await until('matchingCards');
    (await questions.lookUpCard.next()).answer(ok({ ...usableRecord, ...matching.record }));
    (await questions.agentRule.next()).answer(ok(rule));
  };

  return {
    ...bench,
    idCard,
    socialCard,
    toSocialCard,
    match,
    toStanding,
    verify,
    passFace,
    review,
    readKeyPoints,
    type,
    setPin,
    toSign,
    toActivating,
    answerItem,
    answerBank,
    result,
    leaveDone,
    takeCards,
    forOther,
    agentMatch,
  };
}

export type ActivationBench = ReturnType<typeof activationBench>;

export const done = (referenceNumber: string): ItemDelivery => ({
  kind: 'answered',
  answer: { kind: 'done', referenceNumber },
});
export const refused = (
  reason: Extract<ItemState, { state: 'refused' }>['reason'],
  referenceNumber = 'R0',
): ItemDelivery => ({ kind: 'answered', answer: { kind: 'refused', reason, referenceNumber } });
export const pending = (referenceNumber: string): ItemDelivery => ({ kind: 'pending', referenceNumber });
