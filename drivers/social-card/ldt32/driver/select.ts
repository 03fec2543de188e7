import { err, failure, ok, type Result } from '../../../kit/result.ts';
import { socialCardErrors } from '../../errors.ts';
import { findTlv } from '../codec/tlv.ts';
import { type ChipSession, send } from './chip-session.ts';

/** "sx1.sh." and 社会保障 in GBK. */
const ssseName = Uint8Array.from([
  0x73, 0x78, 0x31, 0x2e, 0x73, 0x68, 0x2e, 0xc9, 0xe7, 0xbb, 0xe1, 0xb1, 0xa3, 0xd5, 0xcf,
]);
/** The registered number of the same application, for chips that do not know it by name. */
const ssseAid = Uint8Array.from([0xd1, 0x56, 0x00, 0x00, 0x05, 0x00]);

/** Selects the social-security environment; its FCI. E2512 when the chip has none. */
export async function selectSsse(session: ChipSession): Promise<Result<Uint8Array>> {
  for (const aid of [ssseName, ssseAid]) {
    const answer = await select(session, aid, 'SELECT SSSE');
    if (!answer.ok || answer.value !== null) return answer as Result<Uint8Array>;
  }
  return err(failure(socialCardErrors, 'E2512'));
}

/** Selects an application by its name: the FCI, or null when the chip has none of that name. */
export async function select(
  session: ChipSession,
  aid: Uint8Array,
  name: string,
): Promise<Result<Uint8Array | null>> {
  const answer = await send(session, { name, cla: 0x00, ins: 0xa4, p1: 0x04, p2: 0x00, data: aid, le: 0 });
  if (!answer.ok) return answer;
  return ok(answer.value.sw === 0x9000 ? answer.value.data : null);
}

/**
 * The algorithm by tag 9F0C of the FCI. Older cards say nothing there: they are 3DES, unless the card id code begins with 11
 * (SSF33, which no open library knows: null).
 */
export function algorithmOf(fci: Uint8Array, cardIdCode: string): '3DES' | 'SM4' | null {
  const named = findTlv(fci, 0x9f0c)?.[0];
  if (named === 0x03) return 'SM4';
  if (named === 0x01) return '3DES';
  if (named === 0x02 || cardIdCode.startsWith('11')) return null;
  return '3DES';
}
