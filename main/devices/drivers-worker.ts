import { FfmpegCamera } from '../../drivers/camera/ffmpeg-camera.ts';
import { cameraInputSchema, captureFormatSchema } from '../../drivers/camera/input.ts';
import { firstDecoderThatTakesIt } from '../../drivers/id-card/photo/first-decoder-that-takes-it.ts';
import { noDecoder } from '../../drivers/id-card/photo/no-decoder.ts';
import type { PhotoDecoder } from '../../drivers/id-card/photo/photo-decoder.ts';
import { SimulatedPhotoDecoder } from '../../drivers/id-card/photo/simulated-wlt.ts';
import { VendorPhotoDecoder } from '../../drivers/id-card/photo/vendor-decoder.ts';
import { SdtIdCardReader } from '../../drivers/id-card/sdt/driver/sdt-reader.ts';
import { loadImageOps } from '../../drivers/kit/image/load-image-ops.ts';
import { pcscErrors } from '../../drivers/kit/pcsc/errors.ts';
import { failure } from '../../drivers/kit/result.ts';
import { SerialTransport } from '../../drivers/kit/serial-transport.ts';
import type { DeviceStatus } from '../../drivers/kit/status.ts';
import { openSocialCardReader } from './social-card-devices.ts';
import { socialCardService } from './social-card-service.ts';
import { ScreenPinPad } from '../../drivers/pin-pad/screen/screen-pin-pad.ts';
import { SerialPinPad } from '../../drivers/pin-pad/serial/driver/serial-pin-pad.ts';
import { loadProfile } from '../../drivers/printer/profiles/profile.ts';
import { EscposPrinter } from '../../drivers/printer/escpos/driver/escpos-printer.ts';
import { printJobSchema } from '../../drivers/printer/print-job.ts';
import { z } from 'zod';
import { appFailure } from '../contract/errors/app-codes.ts';
import { fail, ok, type Result } from '../contract/failure.ts';
import { type ServedWorker, serveWorker, type WorkerApi } from '../workers/worker-runtime.ts';
import { cardReaderService } from './card-reader-service.ts';
import { DeviceLines, isSimulatedLine } from './device-lines.ts';
import {
  type DeviceName,
  type DevicesConfig,
  type DriversApi,
  type DriversEvents,
  devicesConfigSchema,
} from './drivers-api.ts';
import { fingerVeinScanner } from './finger-vein-devices.ts';
import { fingerVeinService } from './finger-vein-service.ts';
import { configuredLights } from './lights-devices.ts';
import { type LightsService, lightsService } from './lights-service.ts';
import { pinPadService } from './pin-pad-service.ts';

/** Entry of the drivers worker process: every device of the terminal behind the typed calls of the core. */

type Emit = ServedWorker<DriversEvents>['emit'];

const cameraSchema = z.strictObject({ input: cameraInputSchema, format: captureFormatSchema });

/** Tells the core when a device goes away or is back. A camera that is not wanted just now has no error. */
function watchDevice(
  device: DeviceName,
  source: { onStatus(listener: (status: DeviceStatus) => void): () => void },
  emit: Emit,
): void {
  let away = false;
  source.onStatus((status) => {
    const nowAway = status.errorCode !== undefined;
    if (nowAway === away) return;
    away = nowAway;
    const code = status.errorCode ?? 'E1005';
    emit('device', {
      device,
      error: away ? { code, action: 'reset', message: `${device} is ${status.state}` } : null,
    });
  });
}

function photoDecoder(config: DevicesConfig['idPhoto']): PhotoDecoder {
  if (config.kind === 'none') return noDecoder;
  if (config.kind === 'simulated') return new SimulatedPhotoDecoder();
  const { file, node, entry, channelOrder, flipX, flipY } = config;
  return firstDecoderThatTakesIt([
    new VendorPhotoDecoder({
      ...(node === undefined ? {} : { node }),
      ...{ library: file, entry, channelOrder, flipX, flipY },
    }),
  ]);
}

interface Devices {
  readonly reader: ReturnType<typeof cardReaderService>;
  readonly socialCards: ReturnType<typeof socialCardService>;
  readonly printer: EscposPrinter;
  readonly camera: FfmpegCamera;
  readonly pins: ReturnType<typeof pinPadService>;
  readonly veins: ReturnType<typeof fingerVeinService>;
  readonly lights: LightsService | null;
  close(): Promise<void>;
}

/** Passwords are typed on a pad of its own, or by the keys on the screen, which are also the pad's stand-in. */
function openPinPads({ pad, masterKey }: DevicesConfig['pinPad'], emit: Emit) {
  const serial =
    pad &&
    new SerialPinPad({
      line: new SerialTransport(pad.port, pad.baudRate ?? 9600),
      simulated: pad.simulated,
    });
  if (serial) watchDevice('pinPad', serial, emit);
  const screen = new ScreenPinPad({ masterKey, simulated: masterKey?.simulated ?? false });
  masterKey?.key.fill(0);
  return { serial, service: pinPadService({ pad: serial, screen }) };
}

/** The lamps, or null where none are configured. */
function openLights(device: DevicesConfig['lights'], lines: DeviceLines, emit: Emit): LightsService | null {
  if (!device) return null;
  const lights = configuredLights(device, lines);
  watchDevice('lights', lights, emit);
  return lightsService(lights);
}

/** Opens everything; what is away is reported as an event and comes by itself later. */
async function openDevices(config: DevicesConfig, emit: Emit): Promise<Result<Devices>> {
  const cameraConfig = cameraSchema.safeParse(config.camera);
  if (!cameraConfig.success) return fail(appFailure('E9040', 'camera'));
  const profile = loadProfile(config.printerProfile);
  if (!profile.ok) return profile;

  const lines = new DeviceLines({
    ownDir: config.fingerprints,
    onChosen: (kind, { match, others }) =>
      emit('found', { kind, model: match.fingerprint.id, score: match.score, others: others.length }),
  });
  const idReader = new SdtIdCardReader({
    line: lines.at('idCard', config.idCard),
    simulated: isSimulatedLine(config.idCard),
  });
  idReader.onRetry(() => emit('cardMoved', {}));
  watchDevice('reader', idReader, emit);
  const printer = new EscposPrinter({
    transport: lines.at('printer', config.printer),
    profile: profile.value,
    simulated: isSimulatedLine(config.printer),
  });
  watchDevice('printer', printer, emit);
  const camera = new FfmpegCamera({
    ...cameraConfig.data,
    imageOps: () => loadImageOps(config.imageOps),
  });
  watchDevice('camera', camera, emit);
  camera.onFrame(({ jpeg, capturedAtMs }) => emit('picture', { jpeg, capturedAtMs }));
  const decoder = photoDecoder(config.idPhoto);

  const { serial: pinPad, service: pins } = openPinPads(config.pinPad, emit);

  const socialReader = openSocialCardReader(config.socialCard);
  if (socialReader) {
    socialReader.onRetry(() => emit('socialCardMoved', {}));
    watchDevice('socialReader', socialReader, emit);
  } else
    emit('device', { device: 'socialReader', error: failure(pcscErrors, 'E2501', 'none is configured') });
  const vein = fingerVeinScanner(config.fingerVein, lines, () => loadImageOps(config.imageOps));
  if (vein) watchDevice('fingerVein', vein.scanner, emit);

  const lights = openLights(config.lights, lines, emit);

  const initialPin = config.socialCard.kind === 'none' ? '' : config.socialCard.initialPin;

  await Promise.all([idReader.open(), printer.open(), camera.open(), pinPad?.open()]);
  // Not waited for: a module that is away is looked for at five speeds.
  const veins = fingerVeinService(vein, (event) => emit('veinScanner', event));
  const socialCards = socialCardService(socialReader, pins.pinBytes, initialPin);
  return ok({
    reader: cardReaderService(idReader, decoder),
    printer,
    camera,
    pins,
    veins,
    socialCards,
    lights,
    close: async () => {
      await Promise.all([idReader.close(), printer.close(), camera.close(), decoder.close(), pins.close()]);
      await Promise.all([socialCards.close(), veins.close(), lights?.close()]);
    },
  });
}

/** Calls that come while the devices are still being opened wait for them; a call before `configure` waits too. */
class WhenOpen {
  #devices: Devices | null = null;
  readonly #waiting: ((devices: Devices) => void)[] = [];
  #turn: Promise<Result<void>> = Promise.resolve(ok(undefined));

  get(): Promise<Devices> {
    if (this.#devices) return Promise.resolve(this.#devices);
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  /**
   * Closes what is open, then opens anew, one after the other: two owners of one serial line would each hear half of the
   * other's answers.
   */
  reopen(open: () => Promise<Result<Devices>>): Promise<Result<void>> {
    this.#turn = this.#turn.then(async () => {
      await this.close();
      const opened = await open();
      if (!opened.ok) return opened;
      this.#devices = opened.value;
      for (const tell of this.#waiting.splice(0)) tell(opened.value);
      return ok(undefined);
    });
    return this.#turn;
  }

  async close(): Promise<void> {
    const before = this.#devices;
    this.#devices = null;
    await before?.close();
  }
}

const whenOpen = new WhenOpen();

await serveWorker<DriversEvents>(
  (emit) => {
    const api = {
      configure: async (input) => {
        const config = devicesConfigSchema.safeParse(input);
        if (!config.success) return fail(appFailure('E9040', 'devices'));
        return whenOpen.reopen(() => openDevices(config.data, emit));
      },
      waitForCard: async ({ timeoutMs }, { signal }) =>
        (await whenOpen.get()).reader.waitForCard(timeoutMs, signal),
      readCard: async (_input, { signal }) => (await whenOpen.get()).reader.read(signal),
      waitForRemoval: async ({ timeoutMs }, { signal }) =>
        (await whenOpen.get()).reader.waitForRemoval(timeoutMs, signal),
      socialWaitForCard: async ({ timeoutMs }, { signal }) =>
        (await whenOpen.get()).socialCards.waitForCard(timeoutMs, signal),
      socialRead: async (_input, { signal }) => (await whenOpen.get()).socialCards.read(signal),
      socialReadAnswer: async ({ readId, reply }, { signal }) =>
        (await whenOpen.get()).socialCards.readAnswer(readId, reply, signal),
      socialChangePin: async ({ handleId }, { signal }) =>
        (await whenOpen.get()).socialCards.changePin(handleId, signal),
      socialWaitForRemoval: async ({ timeoutMs }, { signal }) =>
        (await whenOpen.get()).socialCards.waitForRemoval(timeoutMs, signal),
      printerStatus: async (_input, { signal }) => (await whenOpen.get()).printer.status(signal),
      printSlip: async (input, { signal }) => {
        const job = printJobSchema.safeParse(input);
        if (!job.success) return fail(appFailure('E9007', 'print job'));
        const printed = await (await whenOpen.get()).printer.print(job.data, { signal });
        return printed.ok ? ok({ printed: true as const }) : printed;
      },
      waitTaken: async ({ timeoutMs }, { signal }) =>
        (await whenOpen.get()).printer.waitTaken({ timeoutMs, signal }),
      retract: async (_input, { signal }) => (await whenOpen.get()).printer.retract(signal),
      pinEnter: async (input, { signal }) =>
        (await whenOpen.get()).pins.enter(input, (digits) => emit('pinCount', { digits }), signal),
      pinPress: async ({ key }) => ok((await whenOpen.get()).pins.press(key)),
      pinConfirm: async () => ok((await whenOpen.get()).pins.confirm()),
      pinCheck: async ({ handleId, facts }, { signal }) => {
        const checked = await (await whenOpen.get()).pins.check(handleId, facts, signal);
        return checked.ok ? ok({ problem: checked.value }) : checked;
      },
      pinSame: async ({ first, second }, { signal }) => {
        const compared = await (await whenOpen.get()).pins.same(first, second, signal);
        return compared.ok ? ok({ same: compared.value }) : compared;
      },
      pinLoadKey: async ({ handleId, key }, { signal }) =>
        (await whenOpen.get()).pins.loadKey(handleId, key, signal),
      pinBlock: async ({ handleId, pan, format }, { signal }) =>
        (await whenOpen.get()).pins.block(handleId, { pan, format }, signal),
      pinForget: async () => ok(await (await whenOpen.get()).pins.forget()),
      veinIdentity: async () => (await whenOpen.get()).veins.identity(),
      veinCapture: async (input, { signal }) => (await whenOpen.get()).veins.capture(input, signal),
      veinFingerGone: async (input, { signal }) => (await whenOpen.get()).veins.fingerGone(input, signal),
      veinEnrolMaker: async (input, { signal }) => (await whenOpen.get()).veins.enrolMaker(input, signal),
      veinVerifyMaker: async (input, { signal }) => (await whenOpen.get()).veins.verifyMaker(input, signal),
      cameraStart: async (_input, { signal }) => (await whenOpen.get()).camera.start(signal),
      cameraStop: async () => {
        await (await whenOpen.get()).camera.stop();
        return ok(undefined);
      },
      setLights: async (lamps) => (await whenOpen.get()).lights?.set(lamps) ?? ok(undefined),
    } satisfies DriversApi;
    return api as WorkerApi;
  },
  () => whenOpen.close(),
);
