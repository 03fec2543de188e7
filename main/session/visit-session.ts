import { type ActorOptions, type ActorRefFrom, createActor } from 'xstate';
import type { KioskIntent } from '../contract/intent.ts';
import type { Role } from '../contract/role.ts';
import type { KioskSnapshot } from '../contract/snapshot.ts';
import { fingerTemplates } from './enrolment.ts';
import { everyIntent } from './every-intent.ts';
import { mayIntend } from './policy.ts';
import { promptOf } from './prompt.ts';
import { flowPlace, kioskView } from './view.ts';
import type { visitMachine } from './visit.machine.ts';
import {
  type Service,
  services,
  type VisitContext,
  type VisitEvent,
  type VisitInput,
} from './visit-types.ts';

const onlyForActivation: ReadonlySet<Service> = new Set(['socialReader', 'pinPad', 'bank']);

/** Whoever certifies is not told of what only an activation needs, nor of a scanner who has no finger enrolled. */
function concerns(service: Service, { visitId, business, templates }: VisitContext): boolean {
  if (visitId === null) return true;
  if (service === 'fingerVein') return business === 'enrol' || fingerTemplates(templates).length > 0;
  return business === 'activate' || !onlyForActivation.has(service);
}

export interface SessionOptions {
  readonly terminal: KioskSnapshot['terminal'];
  /** Any simulated device or setting is in use. */
  readonly simulated: boolean;
  readonly livenessSimulated: boolean;
}

/**
 * The running visit as the shells see it: intents in, snapshots out. Drops what a role may not do and what the present
 * step does not offer; a screen that sends nonsense changes nothing.
 */
export class VisitSession {
  readonly #actor: ActorRefFrom<typeof visitMachine>;
  readonly #options: SessionOptions;
  readonly #input: VisitInput;
  readonly #listeners = new Set<(snapshot: KioskSnapshot) => void>();
  #snapshot: KioskSnapshot;
  #say = 0;
  #lastPrompt = '';
  #revision = 0;
  #stopped = false;

  /** `machine` is the visit machine with its actors provided; `actor` only in tests. */
  constructor(
    machine: typeof visitMachine,
    input: VisitInput,
    options: SessionOptions,
    actor: Pick<ActorOptions<typeof visitMachine>, 'clock' | 'inspect'> = {},
  ) {
    this.#options = options;
    this.#input = input;
    this.#actor = createActor(machine, { input, ...actor });
    this.#snapshot = this.#render();
    this.#actor.subscribe(() => {
      this.#snapshot = this.#render();
      for (const listener of this.#listeners) listener(this.#snapshot);
    });
  }

  start(): void {
    this.#actor.start();
  }

  stop(): void {
    this.#stopped = true;
    this.#actor.stop();
  }

  get snapshot(): KioskSnapshot {
    return this.#snapshot;
  }

  /** The running visit's id, for the log and for the crash marker. */
  get visitId(): string | null {
    return this.#actor.getSnapshot().context.visitId;
  }

  /** Somebody came for the holder of the cards and showed their own card. */
  get agentIsHere(): boolean {
    return this.#actor.getSnapshot().context.agentCard !== null;
  }

  onSnapshot(listener: (snapshot: KioskSnapshot) => void): () => void {
    this.#listeners.add(listener);
    listener(this.#snapshot);
    return () => this.#listeners.delete(listener);
  }

  /** From a screen. Returns whether the intent did something. */
  intent(role: Role, intent: KioskIntent): boolean {
    if (this.#stopped || !mayIntend(role, intent.type)) return false;
    const before = this.#actor.getSnapshot();
    // A digit of a password goes past the machine: no event, no context and no inspection ever holds it.
    const secret = intent.type === 'padKey' && this.#snapshot.view.step === 'pin';
    if (!before.can(secret ? { type: 'padKey', key: '0' } : intent)) return false;
    if (secret) this.#input.pressPinKey(intent.key);
    else this.#actor.send(intent);
    // Any deed is a sign of life; `touched` itself already was one.
    if (intent.type !== 'touched') this.#actor.send({ type: 'touched' });
    return true;
  }

  /** From the devices and services. */
  send(event: Extract<VisitEvent, { type: 'service' | 'cardMoved' | 'socialCardMoved' | 'paper' }>): void {
    // Workers that end with the core still say so; nobody is served any more.
    if (!this.#stopped) this.#actor.send(event);
  }

  #render(): KioskSnapshot {
    const state = this.#actor.getSnapshot();
    const { context } = state;
    const place = flowPlace(state.value);
    const view = kioskView(place, context, this.#options.livenessSimulated);
    const attention = (state.value as { attention: string }).attention;
    const overlay = attention === 'quiet' ? 'none' : (attention as 'help' | 'leave' | 'stillThere');
    const prompt = promptOf(view, overlay, {
      slipPrinting: place.step === 'printStanding',
      agentsCard: context.forOther && context.agentCard === null,
      faceNote: place.step === 'face' && place.inner === 'noted' ? context.faceNote : null,
      padAway: context.pinAway || context.away.pinPad !== undefined || context.away.drivers !== undefined,
    });
    const spoken = `${prompt.id}|${JSON.stringify(prompt.slots)}|${context.repeats}`;
    if (spoken !== this.#lastPrompt) {
      this.#lastPrompt = spoken;
      this.#say += 1;
    }
    this.#revision += 1;
    // What everybody needs comes first: a terminal without a social-card reader still says that its printer is open.
    const [awayCode] = services
      .filter((service) => concerns(service, context))
      .toSorted((a, b) => Number(onlyForActivation.has(a)) - Number(onlyForActivation.has(b)))
      .flatMap((service) => context.away[service] ?? []);
    return {
      revision: this.#revision,
      terminal: this.#options.terminal,
      simulated: this.#options.simulated,
      business: context.business,
      view,
      prompt: { ...prompt, say: this.#say },
      overlay,
      comfort: context.comfort,
      allowed: everyIntent.filter((intent) => state.can(intent)).map((intent) => intent.type),
      notice: awayCode === undefined ? null : { code: awayCode },
    };
  }
}
