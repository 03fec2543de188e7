import { randomBytes } from 'node:crypto';
import { pause } from '../../../kit/pause.ts';
import { historicalBytes } from '../../../kit/pcsc/channel.ts';
import { timed } from '../../../kit/timed.ts';
import { err, failure, ok, type Result } from '../../../kit/result.ts';
import { socialCardErrors } from '../../errors.ts';
import type { AskHsm, HsmQuestion, HsmReply } from '../../reader.ts';
import { hexOf } from '../codec/values.ts';
import { type ChipSession, demand, send, swText } from './chip-session.ts';
import type { PsamModule } from './psam.ts';
import { algorithmOf } from './select.ts';

/** Key numbers in SSSE: internal authentication, and reading base data. */
export const internalKey = 0x01;
export const readKey = 0x02;

interface Authentication {
  readonly fci: Uint8Array;
  readonly cardIdCode: string;
  /** Version 3.00 asks the terminal to prove itself too. */
  readonly external: boolean;
  readonly psam: PsamModule | null;
  readonly askHsm: AskHsm | undefined;
}

/**
 * The card proves that it is genuine (00 88), and the terminal, where it has to, that it may read (00 82). Both by the PSAM
 * where there is one, else by the authority's HSM, which answers a question in one step.
 */
export async function authenticate(
  session: ChipSession,
  request: Authentication,
): Promise<Result<'psam' | 'hsm'>> {
  const { cardIdCode, psam } = request;
  const algorithm = algorithmOf(request.fci, cardIdCode);
  if (algorithm === null) return err(failure(socialCardErrors, 'E2524'));
  const first = new Uint8Array(randomBytes(16));
  const third = new Uint8Array(randomBytes(8));
  const fourth = request.external ? await challenge(session) : ok(new Uint8Array(0));
  if (!fourth.ok) return fourth;

  const question: HsmQuestion = {
    regionCode: cardIdCode.slice(0, 6),
    atrHistory: hexOf(historicalBytes(session.channel.atr)),
    algorithm,
    cardIdCode,
    randoms: [
      hexOf(first.subarray(0, 8)),
      hexOf(first.subarray(8)),
      ...(request.external ? [hexOf(third), hexOf(fourth.value)] : []),
    ],
  };
  const ofPsam = psam ? await psam.answer(question, session.signal) : null;
  // A PSAM that was just pulled out, or fails, keeps nobody waiting where the authority can answer.
  const byPsam = ofPsam !== null && (ofPsam.ok || ofPsam.error.code !== 'E2522' || !request.askHsm);
  const reply = byPsam ? ofPsam : await askTheHsm(session, request.askHsm, question);
  if (!reply.ok) return reply;

  const shown = await demand(
    session,
    {
      ...{ name: 'INTERNAL AUTHENTICATE', cla: 0x00, ins: 0x88, p1: 0x00, p2: internalKey },
      ...{ data: first, le: 16 },
    },
    'compute',
  );
  if (!shown.ok) return shown;
  if (hexOf(shown.value) !== reply.value.internal.toUpperCase())
    return err(failure(socialCardErrors, 'E2520'));

  if (request.external) {
    const proved = await send(
      session,
      {
        ...{ name: 'EXTERNAL AUTHENTICATE', cla: 0x00, ins: 0x82, p1: 0x00, p2: readKey },
        data: Buffer.from(reply.value.external, 'hex'),
      },
      'compute',
    );
    if (!proved.ok) return proved;
    if (proved.value.sw !== 0x9000) return err(failure(socialCardErrors, 'E2523', swText(proved.value.sw)));
  }
  return ok(byPsam ? 'psam' : 'hsm');
}

const challenge = (session: ChipSession): Promise<Result<Uint8Array>> =>
  demand(session, { name: 'GET CHALLENGE', cla: 0x00, ins: 0x84, p1: 0, p2: 0, le: 8 });

async function askTheHsm(
  session: ChipSession,
  askHsm: AskHsm | undefined,
  question: HsmQuestion,
): Promise<Result<HsmReply>> {
  if (!askHsm) return err(failure(socialCardErrors, 'E2525'));
  const stop = new AbortController();
  const signal = session.signal ? AbortSignal.any([session.signal, stop.signal]) : stop.signal;
  try {
    return await timed(askHsm(question, signal), session.limits.hsm, 'HSM', session.signal);
  } finally {
    // A late answer belongs to a challenge that is not valid any more.
    stop.abort();
    await pause(0);
  }
}
