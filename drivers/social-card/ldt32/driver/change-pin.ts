import { err, failure, ok, type Result } from '../../../kit/result.ts';
import { socialCardErrors } from '../../errors.ts';
import { bcdPin } from '../codec/values.ts';
import { type ChipSession, send, swText } from './chip-session.ts';
import { selectSsse } from './select.ts';

/**
 * Changes the chip's password (80 5E 01 00, old and new in BCD with FF between). Whatever fails before the command is sent
 * leaves the old password; once it was sent, no answer means that nobody knows which one is on the chip: E2540.
 */
export async function changePin(
  session: ChipSession,
  oldPin: Uint8Array,
  newPin: Uint8Array,
): Promise<Result<void>> {
  const before = bcdPin(oldPin);
  const after = bcdPin(newPin);
  const data = before && after ? Uint8Array.from([...before, 0xff, ...after]) : null;
  before?.fill(0);
  after?.fill(0);
  if (!data) return err(failure(socialCardErrors, 'E2533'));
  try {
    const selected = await selectSsse(session);
    if (!selected.ok) return selected;
    // Once on its way it is not called off: that would leave what nobody wants, a password that nobody knows.
    const answer = await send(
      { ...session, signal: undefined },
      { name: 'CHANGE PIN', cla: 0x80, ins: 0x5e, p1: 0x01, p2: 0x00, data },
      'changePin',
    );
    if (!answer.ok) return err(failure(socialCardErrors, 'E2540', answer.error.code));
    const { sw } = answer.value;
    if (sw === 0x9000) return ok(undefined);
    if (sw === 0x6983 || sw === 0x63c0) return err(failure(socialCardErrors, 'E2532'));
    if ((sw & 0xfff0) === 0x63c0) return err(failure(socialCardErrors, 'E2531', `tries left ${sw & 0x0f}`));
    return err(failure(socialCardErrors, 'E2530', swText(sw)));
  } finally {
    data.fill(0);
  }
}
