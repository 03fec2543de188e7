import { z } from 'zod';
import { captureFormatSchema } from '../../drivers/camera/input.ts';
import { dockOperationSchema } from '../contract/dock.ts';
import { appFailure } from '../contract/errors/app-codes.ts';
import { fail, ok } from '../contract/failure.ts';
import { serveWorker, type WorkerApi, workerArgument } from '../workers/worker-runtime.ts';
import { cameraFaults, cameraSourceList, openCameraDock } from './simulated/camera-dock.ts';
import { cardFaultNames, cardList, openIdCardDock } from './simulated/id-card-dock.ts';
import { noFingerVeinState, openFingerVeinDock } from './simulated/finger-vein-dock.ts';
import { openPinPadDock, pinPadFaultNames } from './simulated/pin-pad-dock.ts';
import { openPrinterDock, printerFaultNames } from './simulated/printer-dock.ts';
import { openSocialCardDock, socialCardFaultNames, socialCardList } from './simulated/social-card-dock.ts';
import {
  movementSchema,
  type SimulatorsApi,
  type SimulatorsEvents,
  wantedFingerSchema,
} from './simulators-api.ts';

/**
 * Entry of the simulators process: the far ends of the wires in a demo. It is a process of its own so that a drivers
 * worker that dies finds its devices where it left them.
 */
const argument = workerArgument(
  z.object({
    printerProfile: z.string(),
    cameraFormat: captureFormatSchema,
    /** Null: no finger-vein scanner is simulated. */
    fingerVein: z.enum(['xg', 'hitachi', 'imageScanner']).nullable().default(null),
  }),
);

await serveWorker<SimulatorsEvents>(async (emit) => {
  const idCard = await openIdCardDock();
  const camera = await openCameraDock(argument.cameraFormat);
  const printer = await openPrinterDock(argument.printerProfile, {
    onSlip: (id, png) => emit('slip', { id, png }),
    onChange: () => tell(),
  });
  const pinPad = await openPinPadDock();
  const socialCard = await openSocialCardDock(() => tell());
  if (socialCard.why !== null)
    process.stderr.write(`social-security cards are simulated on a direct line: ${socialCard.why}\n`);
  const fingerVein = argument.fingerVein && (await openFingerVeinDock(argument.fingerVein, () => tell()));
  const tell = (): void =>
    emit('state', {
      cards: cardList,
      cardFaults: cardFaultNames,
      ...idCard.state(),
      cameraSources: cameraSourceList,
      cameraFaults: [...cameraFaults],
      ...camera.state(),
      printerFaults: printerFaultNames,
      ...printer.state(),
      socialCards: socialCardList,
      socialCardFaults: socialCardFaultNames,
      ...socialCard.state(),
      pinPadFaults: pinPadFaultNames,
      ...pinPad.state(),
      ...(fingerVein?.state() ?? noFingerVeinState),
    });
  setImmediate(() => void camera.show().then(tell));

  const api = {
    ports: async () => {
      tell();
      return ok({
        ...{ idCard: idCard.path, printer: printer.path, pinPad: pinPad.path, cameraUrl: camera.url },
        socialCard: socialCard.ports,
        fingerVein: fingerVein?.ports ?? null,
      });
    },
    asked: async (input) => {
      const movement = movementSchema.safeParse((input as { movement?: unknown } | null)?.movement);
      if (!movement.success) return fail(appFailure('E9020', 'asked'));
      // The answer does not wait until the clip is drawn.
      void camera.hears(movement.data);
      return ok(undefined);
    },
    askedFinger: async (input) => {
      const finger = wantedFingerSchema.safeParse((input as { finger?: unknown } | null)?.finger);
      if (!finger.success) return fail(appFailure('E9020', 'askedFinger'));
      fingerVein?.hears(finger.data);
      return ok(undefined);
    },
    operate: async (input) => {
      const parsed = dockOperationSchema.safeParse(input);
      if (!parsed.success) return fail(appFailure('E9020', 'dock'));
      const operation = parsed.data;
      switch (operation.type) {
        case 'placeCard':
          if ((await idCard.place(operation.cardId)) && operation.personStays !== true) {
            void camera.follow(idCard.placed?.portrait ?? null);
            fingerVein?.follow(idCard.placed);
          }
          break;
        case 'removeCard':
          idCard.remove();
          break;
        case 'cardFault':
          idCard.setFault(operation.fault);
          break;
        case 'readerPlug':
          await idCard.plug(operation.plugged);
          break;
        case 'placeSocialCard':
          socialCard.place(operation.cardId);
          break;
        case 'removeSocialCard':
          socialCard.remove();
          break;
        case 'socialCardFault':
          socialCard.setFault(operation.fault);
          break;
        case 'socialReaderPlug':
          await socialCard.plug(operation.plugged);
          break;
        case 'psam':
          socialCard.setPsam(operation.present);
          break;
        case 'cameraSource':
          // Shown when it is drawn; the choice itself is told at once.
          void camera.setSource(operation.source);
          break;
        case 'cameraFault':
          camera.setFault(operation.fault);
          break;
        case 'cameraPlug':
          await camera.plug(operation.plugged);
          break;
        case 'printerFault':
          await printer.setFault(operation.fault);
          break;
        case 'printerPlug':
          await printer.plug(operation.plugged);
          break;
        case 'takeSlip':
          printer.take();
          break;
        case 'pinPadKeys':
          pinPad.press(operation.keys);
          break;
        case 'pinPadFault':
          pinPad.setFault(operation.fault);
          break;
        case 'pinPadPlug':
          await pinPad.plug(operation.plugged);
          break;
        case 'placeFinger':
          fingerVein?.place(operation.finger, operation.pose);
          break;
        case 'liftFinger':
          fingerVein?.lift();
          break;
        case 'fingerObliges':
          fingerVein?.setObliging(operation.finger, operation.pose);
          break;
        case 'fingerFault':
          fingerVein?.setFault(operation.fault);
          break;
        case 'fingerScannerPlug':
          await fingerVein?.plug(operation.plugged);
          break;
        // Not devices: the core does these itself.
        case 'authority':
        case 'bank':
        case 'killWorker':
          break;
      }
      tell();
      return ok(undefined);
    },
  } satisfies SimulatorsApi;
  return api as WorkerApi;
});
