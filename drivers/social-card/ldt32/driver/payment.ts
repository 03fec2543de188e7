import { ok, type Result } from '../../../kit/result.ts';
import { accountNumberIn, type FileRange, fileLocator } from '../codec/account-number.ts';
import { dolLength, findTlv, parseTlvs } from '../codec/tlv.ts';
import { type ChipSession, send } from './chip-session.ts';
import { select } from './select.ts';

/** Debit, credit, quasi-credit, electronic cash of the national payment application. */
const paymentAids = [0x01, 0x02, 0x03, 0x06].map((last) =>
  Uint8Array.from([0xa0, 0x00, 0x00, 0x03, 0x33, 0x01, 0x01, last]),
);
const directories = { contact: '1PAY.SYS.DDF01', contactless: '2PAY.SYS.DDF01' } as const;
/** Where issuers put the account number, for an application that does not let itself be opened in order. */
const shortcuts: readonly FileRange[] = [
  { sfi: 0x10, first: 1, last: 1 },
  { sfi: 0x02, first: 1, last: 1 },
  { sfi: 0x03, first: 1, last: 1 },
];
const MOST_DIRECTORY_RECORDS = 5;

/**
 * The account number of the payment application, or null when the chip has none or does not show it: a social card is read
 * all the same. Fails only when the chip itself is gone.
 */
export async function readAccountNumber(
  session: ChipSession,
  over: 'contact' | 'contactless',
): Promise<Result<string | null>> {
  for (const aid of paymentAids) {
    const found = await inApplication(session, aid);
    if (!found.ok || found.value !== 'none') return found as Result<string | null>;
  }
  const listed = await listedApplications(session, over);
  if (!listed.ok) return listed;
  for (const aid of listed.value) {
    const found = await inApplication(session, aid);
    if (!found.ok || (found.value !== 'none' && found.value !== null)) return found as Result<string | null>;
  }
  return ok(null);
}

async function inApplication(session: ChipSession, aid: Uint8Array): Promise<Result<string | null | 'none'>> {
  const fci = await select(session, aid, 'SELECT payment');
  if (!fci.ok) return fci;
  if (fci.value === null) return ok('none');
  const wanted = dolLength(findTlv(fci.value, 0x9f38) ?? new Uint8Array(0));
  const options = await send(session, {
    ...{ name: 'GET PROCESSING OPTIONS', cla: 0x80, ins: 0xa8, p1: 0, p2: 0 },
    ...{ data: [0x83, wanted, ...new Uint8Array(wanted)], le: 0 },
  });
  if (!options.ok) return options;
  const opened = options.value.sw === 0x9000;
  // Contactless applications may give the account with the options themselves.
  const atOnce = opened ? accountNumberIn(options.value.data) : null;
  if (atOnce) return ok(atOnce);
  return inRecords(session, opened ? fileLocator(options.value.data) : shortcuts);
}

async function inRecords(session: ChipSession, ranges: readonly FileRange[]): Promise<Result<string | null>> {
  for (const { sfi, first, last } of ranges) {
    for (let record = first; record <= last; record += 1) {
      const answer = await send(session, {
        ...{ name: 'READ RECORD payment', cla: 0x00, ins: 0xb2, p1: record, p2: (sfi << 3) | 4, le: 0 },
      });
      if (!answer.ok) return answer;
      const found = answer.value.sw === 0x9000 ? accountNumberIn(answer.value.data) : null;
      if (found) return ok(found);
    }
  }
  return ok(null);
}

/** Applications of the payment directory: PPSE answers with its list, PSE names a file that holds it. */
async function listedApplications(
  session: ChipSession,
  over: 'contact' | 'contactless',
): Promise<Result<Uint8Array[]>> {
  const fci = await select(session, Buffer.from(directories[over], 'latin1'), 'SELECT payment directory');
  if (!fci.ok) return fci;
  if (fci.value === null) return ok([]);
  const found = aidsIn(fci.value);
  const sfi = findTlv(fci.value, 0x88)?.[0];
  if (found.length > 0 || sfi === undefined) return ok(found);
  for (let record = 1; record <= MOST_DIRECTORY_RECORDS; record += 1) {
    const answer = await send(session, {
      ...{
        name: 'READ RECORD payment directory',
        cla: 0x00,
        ins: 0xb2,
        p1: record,
        p2: (sfi << 3) | 4,
        le: 0,
      },
    });
    if (!answer.ok) return answer;
    if (answer.value.sw !== 0x9000) break;
    found.push(...aidsIn(answer.value.data));
  }
  return ok(found);
}

function aidsIn(bytes: Uint8Array): Uint8Array[] {
  return parseTlvs(bytes).flatMap(({ tag, value }) => {
    if (tag === 0x4f) return [value];
    // Only what holds other objects is looked into.
    return [0x6f, 0x70, 0xa5, 0xbf0c, 0x61].includes(tag) ? aidsIn(value) : [];
  });
}
