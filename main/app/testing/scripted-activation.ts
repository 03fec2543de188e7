import type { PinKind, PinProblem } from '../../contract/activation.ts';
import { ok, type Result } from '../../contract/failure.ts';
import type { Picture } from '../../ports/camera-feed.ts';
import type {
  ActivationSubmission,
  AgentRule,
  CardRecord,
  ResumeTicket,
} from '../../ports/card-authority.ts';
import type { CardPair, ItemDelivery } from '../../ports/ledger.ts';
import type { PinBlock, PinFacts, PinHandle } from '../../ports/pin-pad.ts';
import type { HsmAnswer, HsmChallenge, SocialCard } from '../../ports/social-card-reader.ts';
import type { ActivationPorts } from '../activation-actors.ts';
import { Questions } from './questions.ts';

export interface PinEntry {
  readonly kind: PinKind;
  readonly onCount: (digits: number) => void;
}

export interface SentItem {
  readonly submission: ActivationSubmission;
  readonly pinBlock: PinBlock | null;
}

const demoBlock: PinBlock = {
  format: 4,
  algorithm: 'SM4',
  keyId: 'k1',
  kcv: 'abcdef',
  block: '00'.repeat(16),
};

/** The ports of an activation, every call waiting for the test's word; what is kept is kept as the ledger keeps it. */
export function scriptedActivation(never: AbortSignal) {
  const questions = {
    socialPlaced: new Questions<void, Result<void>>(),
    socialRead: new Questions<
      (challenge: HsmChallenge, signal: AbortSignal) => Promise<Result<HsmAnswer>>,
      Result<SocialCard>
    >(),
    socialRemoval: new Questions<void, Result<void>>(),
    changePin: new Questions<PinHandle, Result<void>>(),
    lookUpCard: new Questions<string, Result<CardRecord>>(),
    agentRule: new Questions<void, Result<AgentRule>>(),
    electronic: new Questions<void, Result<{ qr: string; refreshSeconds: number }>>(),
    enterPin: new Questions<PinEntry, Result<PinHandle>>(),
    checkPin: new Questions<{ pin: PinHandle; facts: PinFacts }, Result<PinProblem | null>>(),
    samePins: new Questions<readonly [string, string], Result<boolean>>(),
    block: new Questions<{ pin: PinHandle; pan: string }, Result<PinBlock>>(),
    item: new Questions<SentItem, ItemDelivery>(),
    camera: new Questions<void, Result<void>>(),
  };
  /** Keys that reached the pad, and how often it was told to forget. */
  const pad = { kind: 'screen' as 'screen' | 'pad', keys: [] as string[], confirms: 0, forgets: 0 };
  const pictures = new Set<(picture: Picture) => void>();
  let cameraOn = false;
  let ticketsBroken = false;
  const tickets = new Map<string, ResumeTicket>();
  const pairOf = ({ idNumber, cardNumber }: CardPair): string => `${idNumber}|${cardNumber}`;

  const ports: Omit<ActivationPorts, 'ledger'> = {
    socialReader: {
      waitForCard: (signal) => questions.socialPlaced.ask(undefined, signal),
      read: (askHsm, signal) => questions.socialRead.ask(askHsm, signal),
      changePin: (pin, signal) => questions.changePin.ask(pin, signal),
      waitForRemoval: (signal) => questions.socialRemoval.ask(undefined, signal),
      onEvent: () => () => undefined,
    },
    pinPad: {
      get kind() {
        return pad.kind;
      },
      enter: (kind, onCount, signal) => questions.enterPin.ask({ kind, onCount }, signal),
      press: (key) => {
        pad.keys.push(key);
      },
      confirm: () => {
        pad.confirms += 1;
      },
      check: (pin, facts) => questions.checkPin.ask({ pin, facts }, never),
      same: (first, second) => questions.samePins.ask([first.id, second.id], never),
      block: (pin, pan, signal) => questions.block.ask({ pin, pan }, signal),
      forget: async () => {
        pad.forgets += 1;
      },
    },
    cards: {
      lookUpCard: (card, signal) => questions.lookUpCard.ask(card.cardNumber, signal),
      answerChallenge: () => Promise.resolve(ok({ internal: '00'.repeat(16), external: '' })),
      enable: () => Promise.reject(new Error('submissions go through the ledger')),
      bookHomeVisit: () => Promise.reject(new Error('submissions go through the ledger')),
      agentRule: (signal) => questions.agentRule.ask(undefined, signal),
      issueElectronicCard: (_card, signal) => questions.electronic.ask(undefined, signal),
    },
    camera: {
      start: (signal) => {
        cameraOn = true;
        return questions.camera.ask(undefined, signal);
      },
      stop: async () => {
        cameraOn = false;
      },
      onPicture: (listener) => {
        pictures.add(listener);
        return () => pictures.delete(listener);
      },
    },
  };
  const ledger: Pick<ActivationPorts['ledger'], 'submitItem' | 'saveTicket' | 'ticketFor' | 'closeTicket'> = {
    submitItem: (submission, pinBlock, _waitMs, signal) =>
      questions.item.ask({ submission, pinBlock }, signal),
    saveTicket: (cards, ticket) => {
      if (ticketsBroken) throw new Error('disk');
      tickets.set(pairOf(cards), structuredClone(ticket));
    },
    ticketFor: (cards) => tickets.get(pairOf(cards)) ?? null,
    closeTicket: (cards) => void tickets.delete(pairOf(cards)),
  };
  return {
    ports,
    ledger,
    questions,
    pad,
    tickets,
    breakTickets: () => {
      ticketsBroken = true;
    },
    demoBlock,
    cameraIsOn: () => cameraOn,
    showPicture: (jpeg: Uint8Array) => {
      for (const listener of pictures) listener({ jpeg, capturedAtMs: 0 });
    },
  };
}
