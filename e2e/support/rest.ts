import type { KioskIntentType } from '../../main/contract/intent.ts';
import { defaultComfort } from '../../main/contract/settings.ts';
import type { CoreLine, Told } from './core-line.ts';

const REST_LIMIT_MS = 90_000;

/** Nobody there, everything plugged in, nothing broken, all workers up, and a slip can be promised. */
const atRest = ({ snapshot, dock }: Told): boolean =>
  snapshot.view.step === 'welcome' &&
  snapshot.view.open &&
  snapshot.view.slipPossible &&
  snapshot.overlay === 'none' &&
  snapshot.notice === null &&
  JSON.stringify(snapshot.comfort) === JSON.stringify(defaultComfort) &&
  dock.placedCardId === null &&
  dock.readerPlugged &&
  dock.cameraPlugged &&
  dock.printerPlugged &&
  dock.cardFault === null &&
  dock.cameraFault === null &&
  dock.printerFault === null &&
  dock.placedSocialCardId === null &&
  dock.socialReaderPlugged &&
  dock.psamPresent &&
  dock.pinPadPlugged &&
  dock.fingerScannerPlugged &&
  dock.fingerFault === null &&
  dock.fingerObliges !== null &&
  dock.fingerPose === 'good' &&
  dock.finger === null &&
  dock.socialCardFault === null &&
  dock.pinPadFault === null &&
  dock.bank === 'normal' &&
  dock.authority === 'normal' &&
  !dock.slipInMouth &&
  dock.workers.every(({ state }) => state === 'up');

/** The way out of wherever the last test left the terminal. */
const wayOut: readonly KioskIntentType[] = [
  'cancelHelp',
  'confirmLeave',
  'stillHere',
  'decline',
  'leave',
  'continue',
];

/** Steps that are the way out already: leaving them again and again would be a flood of messages. */
const ending: readonly string[] = ['takeSlip', 'takeCard', 'goodbye'];

const nextWord = ({ view, overlay, allowed }: Told['snapshot']): KioskIntentType | undefined => {
  const onWayOut = ending.includes(view.step) || ('slip' in view && view.slip.state === 'printing');
  const words = onWayOut && overlay === 'none' ? wayOut.filter((one) => one !== 'leave') : wayOut;
  return words.find((one) => allowed.includes(one));
};

/** Repairs everything by the dock and ends whatever visit is going on, as a person would: by leaving it. */
export async function bringToRest(line: CoreLine): Promise<void> {
  const end = performance.now() + REST_LIMIT_MS;
  await line.until('a first word', () => true, REST_LIMIT_MS);
  const { dock } = line.told;
  if (dock.cardFault !== null) line.dock({ type: 'cardFault', fault: null });
  if (dock.cameraFault !== null) line.dock({ type: 'cameraFault', fault: null });
  if (dock.printerFault !== null) line.dock({ type: 'printerFault', fault: null });
  if (!dock.readerPlugged) line.dock({ type: 'readerPlug', plugged: true });
  if (!dock.cameraPlugged) line.dock({ type: 'cameraPlug', plugged: true });
  if (!dock.printerPlugged) line.dock({ type: 'printerPlug', plugged: true });
  if (dock.authority !== 'normal') line.dock({ type: 'authority', mode: 'normal' });
  if (dock.cameraSource !== 'turnBoth') line.dock({ type: 'cameraSource', source: 'turnBoth' });
  if (dock.placedCardId !== null) line.dock({ type: 'removeCard' });
  if (dock.placedSocialCardId !== null) line.dock({ type: 'removeSocialCard' });
  if (dock.socialCardFault !== null) line.dock({ type: 'socialCardFault', fault: null });
  if (dock.pinPadFault !== null) line.dock({ type: 'pinPadFault', fault: null });
  if (!dock.socialReaderPlugged) line.dock({ type: 'socialReaderPlug', plugged: true });
  if (!dock.psamPresent) line.dock({ type: 'psam', present: true });
  if (!dock.pinPadPlugged) line.dock({ type: 'pinPadPlug', plugged: true });
  if (dock.fingerFault !== null) line.dock({ type: 'fingerFault', fault: null });
  if (!dock.fingerScannerPlugged) line.dock({ type: 'fingerScannerPlug', plugged: true });
  const obliges = dock.fingers.find(({ id }) => id.endsWith(':rightIndex'))?.id ?? null;
  if (dock.fingerObliges !== obliges || dock.fingerPose !== 'good')
    line.dock({ type: 'fingerObliges', finger: obliges, pose: 'good' });
  if (dock.finger !== null) line.dock({ type: 'liftFinger' });
  if (dock.bank !== 'normal') line.dock({ type: 'bank', mode: 'normal' });
  while (!atRest(line.told)) {
    const left = end - performance.now();
    if (left <= 0) await line.until('rest', atRest, 1);
    const { snapshot, dock: now } = line.told;
    if (now.slipInMouth) line.dock({ type: 'takeSlip' });
    const intent = nextWord(snapshot);
    if (intent) line.intent({ type: intent } as Parameters<CoreLine['intent']>[0]);
    if (
      snapshot.view.step === 'welcome' &&
      JSON.stringify(snapshot.comfort) !== JSON.stringify(defaultComfort)
    )
      line.intent({ type: 'comfort', change: defaultComfort });
    await line.next(left);
  }
  line.forget();
}
