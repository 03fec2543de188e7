import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { openEmbeddedAuthority } from '../authority/embedded/embedded-authority.ts';
import { cardsWithSealedList } from '../authority/sealed-list/cards-with-sealed-list.ts';
import { openSealedList } from '../authority/sealed-list/sealed-list.ts';
import { openEmbeddedBank } from '../bank/embedded/embedded-bank.ts';
import { faceBiometrics } from '../biometrics/face-biometrics.ts';
import { fingerVein } from '../biometrics/finger-vein.ts';
import type { Speech } from '../contract/bridge.ts';
import { ok, type Result } from '../contract/failure.ts';
import type { KioskIntent } from '../contract/intent.ts';
import type { Role } from '../contract/role.ts';
import type { KioskSnapshot } from '../contract/snapshot.ts';
import { cameraFeedOn } from '../devices/camera-feed.ts';
import { veinScannerOn } from '../devices/finger-vein.ts';
import { identityReaderOn } from '../devices/identity-reader.ts';
import { pinPadOn } from '../devices/pin-pad.ts';
import { printerClientOn } from '../devices/printer-client.ts';
import { socialCardReaderOn } from '../devices/social-card-reader.ts';
import type { KeyStore } from '../ledger/key-store.ts';
import { openLedger } from '../ledger/ledger.ts';
import type { Core } from '../shell/core.ts';
import type { Log } from '../log/log.ts';
import { createSlipPrinter } from '../paper/slip-printer.ts';
import { systemClock } from '../ports/clock.ts';
import type { WorkerLauncher } from '../ports/worker.ts';
import type { SupervisionTimes } from '../workers/supervisor.ts';
import { delaysWith } from '../session/delays.ts';
import { VisitSession } from '../session/visit-session.ts';
import { failureOf } from '../session/visit-types.ts';
import { type Config, screenKeysUsed, simulatedParts } from './config.ts';
import { createDock } from './dock.ts';
import { guidingLamps } from './guiding-lamps.ts';
import { listeningPerson } from './listening-person.ts';
import { openPinMasterKey, simulatedPinKey } from './pin-master-key.ts';
import { watchServices } from './service-watch.ts';
import { speaker } from './speech.ts';
import { handTemplateKey } from './template-key.ts';
import { visitMachineOn } from './visit-actors.ts';
import { visitLog } from './visit-log.ts';
import { openVoice } from './voice.ts';
import { startWorkers } from './workers.ts';

export interface CoreOptions {
  readonly config: Config;
  readonly launcher: WorkerLauncher;
  readonly keyStore: KeyStore;
  readonly log: Log;
  /** Folder of the program's own data: generated voice clips and, in a demo, pictures. */
  readonly fixturesDir: string;
  /** Other times than the usual ones for the supervision of the workers. */
  readonly supervision?: Partial<SupervisionTimes>;
}

/** Photo on record of an invented person; made by scripts/make-portraits.ts. */
const demoPortrait = (fixturesDir: string, id: string): Promise<Uint8Array | null> =>
  readFile(path.join(fixturesDir, 'generated', 'portraits', `${id.replace(/[^a-z0-9-]/g, '_')}.jpg`)).catch(
    () => null,
  );

/** The composition root: the only place where adapters are chosen, from the validated configuration. */
export async function startCore(options: CoreOptions): Promise<Result<Core>> {
  const { config, log, keyStore } = options;
  const clock = systemClock;
  const delays = delaysWith(config.delays);
  const simulated = simulatedParts(config).length > 0;
  mkdirSync(config.stateDir, { recursive: true });

  const pinMasterKey = openPinMasterKey(config, keyStore);
  if (!pinMasterKey.ok) return pinMasterKey;
  const bank = openEmbeddedBank({
    file: path.join(config.stateDir, 'bank.sqlite'),
    clock,
    terminalId: config.terminal.id,
    masterKey: pinMasterKey.value ?? simulatedPinKey(),
  });
  if (!bank.ok) return bank;
  const authority = openEmbeddedAuthority({
    file: path.join(config.stateDir, 'authority.sqlite'),
    clock,
    portrait: (id) => demoPortrait(options.fixturesDir, id),
    place: { bank: config.terminal.bank, city: config.terminal.city },
    bankStanding: (cardNumber) => bank.value.standing(cardNumber),
  });
  if (!authority.ok) {
    bank.value.close();
    return authority;
  }
  const sealedList = openSealedList(config.stateDir);
  const ledger = await openLedger({
    file: path.join(config.stateDir, 'ledger.sqlite'),
    keyStore,
    clock,
    authority: authority.value,
    cards: authority.value.cards,
    bank: bank.value,
    log,
  });
  if (!ledger.ok) {
    sealedList.close();
    authority.value.close();
    bank.value.close();
    return ledger;
  }
  ledger.value.closeInterrupted();

  const workers = startWorkers({
    config,
    launcher: options.launcher,
    log,
    supervision: options.supervision ?? {},
    pinMasterKey: pinMasterKey.value,
  });
  const { drivers, vision, simulators } = workers;
  handTemplateKey(vision, () => ledger.value.templateKey(), log);
  const reader = identityReaderOn(drivers);
  const camera = cameraFeedOn(drivers, config.cameraFormat);
  const printer = createSlipPrinter({
    terminal: config.terminal,
    printer: printerClientOn(drivers),
    simulated,
  });
  const pinPad = pinPadOn({
    drivers,
    keys: bank.value,
    kind: config.pinPad.kind === 'screen' ? 'screen' : 'pad',
    fallback: config.pinPad.kind === 'screen' ? 'none' : config.pinPad.fallback,
    format: config.pinBlock.format,
  });
  const biometrics = faceBiometrics({
    vision,
    camera,
    liveness: config.liveness,
    tryLimitMs: delays.faceTry,
    awayLimitMs: delays.serviceAway,
  });

  /** A broken ledger is told as a service that is away: the terminal takes no further visit. */
  const orBroken = <T>(work: () => T, otherwise: T): T => {
    try {
      return work();
    } catch (error) {
      const { code, action } = failureOf(error);
      log('failure', { code, action, where: 'ledger' });
      session.send({ type: 'service', service: 'ledger', change: 'lost', code });
      return otherwise;
    }
  };
  const recordOrClose = (write: () => void): void => orBroken(write, undefined);
  const session: VisitSession = new VisitSession(
    visitMachineOn(
      {
        reader,
        biometrics,
        fingerVein: fingerVein({
          vision,
          scanner: veinScannerOn(drivers),
          offered: config.fingerVein.kind !== 'none',
          tryLimitMs: delays.veinTry,
          enrolLimitMs: delays.enrolFinger,
        }),
        authority: authority.value,
        ledger: ledger.value,
        printer,
        socialReader: socialCardReaderOn(drivers),
        pinPad,
        cards: cardsWithSealedList(authority.value.cards, sealedList),
        camera,
      },
      delays,
    ),
    {
      delays,
      terminalId: config.terminal.id,
      now: () => clock.now(),
      newVisitId: () => randomUUID(),
      activationOffered: config.socialCard.kind !== 'none',
      enrolmentOffered: config.fingerVein.kind !== 'none',
      scannerSimulated: simulatedParts(config).includes('fingerVein'),
      subjectOf: (idNumber) => orBroken(() => ledger.value.subjectOf(idNumber), null),
      templatesOf: (subject) => orBroken(() => ledger.value.templatesOf(subject), []),
      record: (visitId, fact) => recordOrClose(() => ledger.value.record(visitId, fact)),
      keepTicket: (cards, ticket) =>
        recordOrClose(() =>
          ticket ? ledger.value.saveTicket(cards, ticket) : ledger.value.closeTicket(cards),
        ),
      pressPinKey: (key) => pinPad.press(key),
      // A worker that is away has nothing left to forget.
      forgetPins: () => void pinPad.forget(),
      callHelp: (visitId, reason) => log('help-called', { visit: visitId ?? 'none', step: reason }),
    },
    {
      terminal: {
        id: config.terminal.id,
        branch: `${config.terminal.bank}${config.terminal.branch}`,
        hotline: config.terminal.hotline,
        bankPhone: config.terminal.bankPhone,
      },
      simulated,
      livenessSimulated: config.liveness === 'simulated',
    },
  );

  const speech = new Set<(speech: Speech) => void>();
  const voice = await openVoice(config, options.fixturesDir);
  const speak = speaker(voice.port, (what) => {
    for (const listener of speech) listener(what);
  });
  const note = visitLog(log, clock, () => session.visitId);
  session.onSnapshot(note);
  session.onSnapshot(speak);
  watchServices({
    drivers,
    vision,
    session,
    log,
    configureDrivers: workers.configureDrivers,
    pinFallback: screenKeysUsed(config),
  });
  if (config.lights.kind !== 'none') session.onSnapshot(guidingLamps(drivers, log));
  if (simulators) session.onSnapshot(listeningPerson(simulators));
  session.start();

  const dock =
    simulators &&
    createDock({
      simulators,
      authority: authority.value,
      bank: bank.value,
      personStays: () => session.agentIsHere,
      workers: [
        { name: 'drivers', connection: drivers },
        { name: 'vision', connection: vision },
      ],
    });

  const stop = async (): Promise<void> => {
    session.stop();
    await Promise.all([drivers.stop(), vision.stop(), simulators?.stop()]);
    await ledger.value.stop();
    sealedList.close();
    authority.value.close();
    bank.value.close();
  };
  let stopping: Promise<void> | null = null;
  return ok({
    snapshot: () => session.snapshot,
    onSnapshot: (listener: (snapshot: KioskSnapshot) => void) => session.onSnapshot(listener),
    intent: (role: Role, intent: KioskIntent) => void session.intent(role, intent),
    // The camera runs only during a check, or while an agent's letter is photographed; a picture reaches a screen at no
    // other time.
    onPreview: (listener: (jpeg: Uint8Array) => void) =>
      camera.onPicture(({ jpeg }) => {
        if (['face', 'letter'].includes(session.snapshot.view.step)) listener(jpeg);
      }),
    onSpeech: (listener: (speech: Speech) => void) => {
      speech.add(listener);
      return () => speech.delete(listener);
    },
    dock,
    clip: (name: string) => voice.clip(name),
    stop: () => {
      stopping ??= stop();
      return stopping;
    },
  });
}
