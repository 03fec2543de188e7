import { fromCallback, fromPromise } from 'xstate';
import type { ItemState, PinKind, PinProblem } from '../contract/activation.ts';
import type { Result } from '../contract/failure.ts';
import type {
  BankActivationSubmission,
  CardAuthority,
  HomeVisitSubmission,
  SocialEnableSubmission,
} from '../ports/card-authority.ts';
import type { CameraFeed } from '../ports/camera-feed.ts';
import type { IdentityCard } from '../ports/identity-reader.ts';
import type { ItemDelivery, Ledger } from '../ports/ledger.ts';
import type { PinFacts, PinHandle, PinPad } from '../ports/pin-pad.ts';
import type { SocialCard, SocialCardReader } from '../ports/social-card-reader.ts';
import { outcomeOfDelivery, outcomeOfPinChange } from '../session/activation-items.ts';
import type { Delays } from '../session/delays.ts';
import type { Begun, CardsMatched } from '../session/wanted-actors.ts';
import type { VisitEvent } from '../session/visit-types.ts';
import { guarded, untilAborted, within } from './guarded.ts';
import { letterCamera } from './letter-camera.ts';

/** What an activation needs of the world besides what every visit does. */
export interface ActivationPorts {
  readonly socialReader: SocialCardReader;
  readonly pinPad: PinPad;
  readonly cards: CardAuthority;
  readonly camera: Pick<CameraFeed, 'start' | 'stop' | 'onPicture'>;
  readonly ledger: Ledger;
}

const notTried: ItemState = { state: 'notTried' };

/** The ports behind the actors of an activation (main/session/visit-setup.ts says what goes in and out). */
export function activationActors(ports: ActivationPorts, delays: Delays) {
  const { socialReader, pinPad, cards, camera, ledger } = ports;

  /**
   * Keeps that an item is begun, then begins it. What could not be kept is not begun: after a crash nobody would know that
   * it may have been done.
   */
  const begin = async <T>({ cards: pair, ticket }: Begun, go: () => Promise<T>): Promise<T | ItemState> => {
    try {
      ledger.saveTicket(pair, ticket);
    } catch {
      return notTried;
    }
    return go();
  };

  return {
    waitForSocialCard: fromPromise<void>(async ({ signal }) => {
      const placed = await guarded(() => socialReader.waitForCard(signal));
      if (!placed.ok) await untilAborted(signal);
    }),
    readSocialCard: fromPromise<Result<SocialCard>>(({ signal }) =>
      guarded(() =>
        socialReader.read(
          (challenge, asked) => guarded(() => cards.answerChallenge(challenge, within(asked, delays.lookUp))),
          within(signal, delays.readSocialCard),
        ),
      ),
    ),
    waitForSocialRemoval: fromPromise<void>(async ({ signal }) => {
      const removed = await guarded(() => socialReader.waitForRemoval(signal));
      if (!removed.ok) await untilAborted(signal);
    }),
    matchCards: fromPromise<
      CardsMatched,
      { readonly card: IdentityCard; readonly socialCard: SocialCard; readonly forOther: boolean }
    >(async ({ input: { card, socialCard, forOther }, signal }) => {
      const limited = within(signal, delays.lookUp);
      const { cardNumber, cardIdCode } = socialCard;
      const { idNumber, name } = card;
      const [record, agentRule] = await Promise.all([
        guarded(() => cards.lookUpCard({ idNumber, name, cardNumber, cardIdCode }, limited)),
        forOther ? guarded(() => cards.agentRule(limited)) : null,
      ]);
      return { record, agentRule, ticket: ledger.ticketFor({ idNumber, cardNumber }) };
    }),
    letterCamera: fromCallback<VisitEvent>(({ receive, sendBack }) => {
      const running = letterCamera(camera, {
        taken: (picture) => sendBack({ type: 'letter.taken', picture }),
        away: (away) => sendBack({ type: 'letter.camera', away }),
      });
      receive((event) => {
        if (event.type === 'photograph') running.photograph();
      });
      return () => running.stop();
    }),
    enterPin: fromCallback<VisitEvent, { readonly kind: PinKind }>(({ input, receive, sendBack }) => {
      const stop = new AbortController();
      const tell = (count: number): void => {
        if (!stop.signal.aborted) sendBack({ type: 'pin.count', count, by: pinPad.kind });
      };
      tell(0);
      guarded(() => pinPad.enter(input.kind, tell, stop.signal)).then((result) => {
        if (!stop.signal.aborted) sendBack({ type: 'pin.entered', result });
      });
      receive((event) => {
        if (event.type === 'continue') pinPad.confirm();
      });
      return () => stop.abort();
    }),
    checkPin: fromPromise<Result<PinProblem | null>, { readonly pin: PinHandle; readonly facts: PinFacts }>(
      ({ input }) => guarded(() => pinPad.check(input.pin, input.facts)),
    ),
    comparePins: fromPromise<Result<boolean>, { readonly first: PinHandle; readonly second: PinHandle }>(
      ({ input }) => guarded(() => pinPad.same(input.first, input.second)),
    ),
    enableSocial: fromPromise<ItemState, Begun & { readonly submission: SocialEnableSubmission }>(
      ({ input, signal }) =>
        begin(input, async () =>
          outcomeOfDelivery(await ledger.submitItem(input.submission, null, delays.submit, signal)),
        ),
    ),
    changeCardPin: fromPromise<ItemState | null, Begun & { readonly pin: PinHandle }>(({ input, signal }) =>
      begin(input, async () =>
        outcomeOfPinChange(
          await guarded(() => socialReader.changePin(input.pin, within(signal, delays.changePin))),
        ),
      ),
    ),
    activateBank: fromPromise<
      ItemState | null,
      Begun & { readonly submission: BankActivationSubmission; readonly pin: PinHandle }
    >(async ({ input, signal }) => {
      const { submission, pin } = input;
      const block = await guarded(() => pinPad.block(pin, submission.pan, within(signal, delays.pinPad)));
      // Without a key from the bank nothing can be sent, and nothing was: that half stays open.
      if (!block.ok) return block.error.code.startsWith('E62') ? { state: 'notTried' } : null;
      return begin(input, async () =>
        outcomeOfDelivery(await ledger.submitItem(submission, block.value, delays.submit, signal)),
      );
    }),
    issueElectronicCard: fromPromise<
      Result<{ readonly qr: string; readonly refreshSeconds: number }>,
      { readonly idNumber: string; readonly cardNumber: string }
    >(({ input, signal }) =>
      guarded(() => cards.issueElectronicCard(input, within(signal, delays.electronicCard))),
    ),
    bookHomeVisit: fromPromise<ItemDelivery, HomeVisitSubmission>(({ input, signal }) =>
      ledger.submitItem(input, null, delays.submit, signal),
    ),
  };
}
