import { type ErrorRow, err, failure, type Result } from '../kit/result.ts';

/** E26xx: the finger-vein scanner. Explained in main/contract/errors/finger-vein.ts. */
export const fingerVeinErrors = {
  E2601: { name: 'noScanner', action: 'reset', cause: 'no finger-vein scanner answered on the port' },
  E2602: { name: 'noAnswer', action: 'reset', cause: 'the finger-vein scanner did not answer in time' },
  E2603: {
    name: 'garbled',
    action: 'reset',
    cause: 'the answer of the finger-vein scanner was unreadable again and again',
  },
  E2604: { name: 'notOpen', action: 'reset', cause: 'the finger-vein scanner is not open or not configured' },
  E2605: { name: 'busy', action: 'clear', cause: 'another capture is still running' },
  E2606: { name: 'noFinger', action: 'clear', cause: 'no finger was laid on the scanner in time' },
  E2607: { name: 'fingerNotLifted', action: 'clear', cause: 'the finger was not lifted in time' },
  E2608: { name: 'wrongPassword', action: 'configuration', cause: 'the scanner refused the password' },
  E2609: { name: 'notConnected', action: 'reset', cause: 'the scanner wants to be connected to anew' },
  E2610: { name: 'refused', action: 'configuration', cause: 'the scanner refused the command' },
  E2611: { name: 'noSpace', action: 'maintenance', cause: 'the scanner has no room for another template' },
  E2612: { name: 'unknownId', action: 'reset', cause: 'the scanner holds no such template' },
  E2613: { name: 'duplicate', action: 'clear', cause: 'the scanner already holds this finger' },
  E2614: { name: 'scannerFault', action: 'maintenance', cause: 'the scanner reports a fault of its own' },
  E2615: {
    name: 'scannerGone',
    action: 'reset',
    cause: 'the scanner was unplugged or its port went away during a capture',
  },
  E2616: {
    name: 'notGiven',
    action: 'configuration',
    cause: 'the scanner does not give this kind of sample',
  },
  E2617: { name: 'badTemplate', action: 'clear', cause: 'the template is damaged or of another scanner' },
  E2618: { name: 'interrupted', action: 'clear', cause: 'the scanner broke the capture off by itself' },
  E2619: {
    name: 'noLight',
    action: 'maintenance',
    cause: 'the infrared light of the scanner does not come on',
  },
  E2620: { name: 'frozenPicture', action: 'reset', cause: 'the scanner repeats one picture' },
} as const satisfies Record<string, ErrorRow>;
export type FingerVeinCode = keyof typeof fingerVeinErrors;

/** A refusal with one of these codes; `detail` holds numbers and states only. */
export const refuse = (code: FingerVeinCode, detail?: string): Result<never> =>
  err(failure(fingerVeinErrors, code, detail));
