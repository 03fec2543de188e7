import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { visitsIn, verified } from '../../main/app/testing/ledger-file.ts';
import type { KioskSnapshot, KioskStep } from '../../main/contract/snapshot.ts';
import { type LabDeviceHandle, type LabDevices, startDevices } from '../devices/client.ts';
import { until } from '../guest/wait.ts';
import { customer, type TerminalDevices } from '../visit/customer.ts';
import { type LabTerminal, startTerminal } from '../visit/terminal.ts';
import { VISITOR } from '../visit/visitor.ts';

/**
 * One complete visit with every device on USB, all of them found by what they are: an enrolment with the certification on the way,
 * because it needs all four in one visit (card, face, fingers, slip). Each device is pulled out while it is needed and plugged in at
 * another place; nobody touches the terminal for it. Kernel, drivers worker and core are in the guest, the vision worker is on
 * the host (lab/relay).
 */

type Plugged = Pick<LabDeviceHandle<'camera'>, 'plug' | 'unplug'>;

let devices: LabDevices;
let four: TerminalDevices;
let terminal: LabTerminal;
const steps: KioskStep[] = [];

beforeAll(async () => {
  devices = startDevices();
  four = {
    reader: await devices.make('id-card', { framing: 'split' }),
    camera: await devices.make('camera', { width: 960, height: 720 }),
    scanner: await devices.make('finger-vein', { framing: 'bulkOnly' }),
    printer: await devices.make('printer', { profile: 'custom-vkp80', vendorId: 0x0dd4 }),
  };
  for (const device of Object.values(four)) await device.plug();
  terminal = await startTerminal();
  terminal.onSnapshot(({ view, notice }) => {
    if (steps.at(-1) !== view.step) steps.push(view.step);
    tell(`${view.step}${'guidance' in view ? ` ${view.guidance}` : ''}${notice ? ` (${notice.code})` : ''}`);
  });
}, 400_000);
afterAll(async () => {
  await terminal?.stop();
  terminal?.forget();
  await devices?.stop();
}, 120_000);

/** This terminal has no reader of social-security cards, and says so until a card lies there. */
const NO_SOCIAL_READER = 'E2501';
const whole = ({ notice }: KioskSnapshot): boolean => notice === null || notice.code === NO_SOCIAL_READER;
/** Pictures come. */
const isSeen = ({ view }: KioskSnapshot): boolean =>
  view.step === 'face' && !['starting', 'cameraAway'].includes(view.guidance);
const missing = (snapshot: KioskSnapshot): boolean => !whole(snapshot);

/** Pulls it out, waits until the terminal says so, plugs it in elsewhere and waits until nothing is missing. */
async function movedWhile(step: KioskStep, device: Plugged): Promise<void> {
  await device.unplug();
  await terminal.sees(step, missing);
  await device.plug('another');
  const at = performance.now();
  await terminal.sees(step, whole);
  tell(`back after ${Math.round(performance.now() - at)} ms`);
}

describe('visit over usb', { timeout: 900_000 }, () => {
  it('begins when every device has been found', async () => {
    const isFound = (kind: string): boolean =>
      terminal
        .log()
        .split('\n')
        .some((line) => line.includes('device-found') && line.includes(kind));
    await until('all three', () => ['idCard', 'printer', 'fingerVein'].every(isFound), 240_000);
    await terminal.sees(
      'welcome',
      (shown) => whole(shown) && shown.view.step === 'welcome' && shown.view.open && shown.view.slipPossible,
    );
  });

  it('certifies and enrols once, although each device is pulled out while it is needed', async () => {
    const person = await customer(VISITOR, four);
    terminal.onSnapshot(person.hears);

    terminal.does('beginEnrolment');
    await terminal.sees('placeCard');
    await movedWhile('placeCard', four.reader);
    await person.placeCard();
    await terminal.sees('enrolStanding');
    terminal.does('continue');
    await terminal.sees('enrolConsent');
    terminal.does('agree');

    await terminal.sees('face', (shown) => whole(shown) && isSeen(shown));
    await movedWhile('face', four.camera);
    await terminal.sees('alsoCertify');
    terminal.does('agree');

    await terminal.sees('enrolFinger', ({ view }) => view.step === 'enrolFinger' && view.captured === 1);
    await movedWhile('enrolFinger', four.scanner);
    await terminal.sees('enrolSign');

    // Before the slip: one that was cut off in the middle is never taken for printed, and would not be tried again.
    await movedWhile('enrolSign', four.printer);
    terminal.does('agree');
    const { view } = await terminal.sees(
      'enrolResult',
      (shown) => shown.view.step === 'enrolResult' && shown.view.slip.state === 'take',
    );
    expect(view).toMatchObject({
      fingers: ['rightIndex', 'rightMiddle'],
      face: true,
      also: { kind: 'accepted' },
    });
    expect(await four.printer.act('slips')).toBe(1);
    await four.printer.act('takeSlip');
    await terminal.sees('enrolResult', (shown) => shown.allowed.includes('continue'));
    terminal.does('continue');
    await terminal.sees('takeCard');
    await person.liftCard();
    await terminal.sees('welcome');
    expect(steps).not.toContain('faceAgain');
    expect(steps).not.toContain('handover');
  });

  it('leaves a journal that holds, with one visit and one certification, and nobody in the log', async () => {
    await terminal.stop();
    expect(visitsIn(terminal.stateDir)).toMatchObject([{ ends: [expect.any(String)] }]);
    expect((await verified(terminal.stateDir)).pending).toBe(0);
    const authority = new DatabaseSync(path.join(terminal.stateDir, 'authority.sqlite'), { readOnly: true });
    const applied = authority.prepare('SELECT key, count(*) AS n FROM application GROUP BY key').all();
    authority.close();
    expect(applied).toMatchObject([{ n: 1 }]);
    expect(terminal.log()).not.toMatch(/99990\d{12}/);
  });
});

let last = '';
function tell(what: string): void {
  if (what === last) return;
  last = what;
  process.stdout.write(`visit over usb: ${Math.round(performance.now() / 1000)} s: ${what}\n`);
}
