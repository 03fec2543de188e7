import { historicalBytes, isContactless } from '../../../kit/pcsc/channel.ts';
import { err, failure, ok, type Result } from '../../../kit/result.ts';
import { socialCardErrors } from '../../errors.ts';
import type { AskHsm } from '../../reader.ts';
import { type SocialCardReadout, socialCardReadoutSchema } from '../../readout.ts';
import type { ItemName } from '../codec/items.ts';
import { alphanumeric, bcdDate, hexOf, mayGoOn, nameText } from '../codec/values.ts';
import { authenticate } from './authenticate.ts';
import type { ChipSession } from './chip-session.ts';
import { readAccountNumber } from './payment.ts';
import type { PsamModule } from './psam.ts';
import { ItemReader } from './read-items.ts';
import { selectSsse } from './select.ts';

interface ReadWith {
  readonly psam: PsamModule | null;
  readonly askHsm: AskHsm | undefined;
}

const knownVersion = /^[123]\.\d\d$/;

/**
 * Reads the base data of one social card: the version first, as it says where everything else is and whether the card wants
 * authentication; the payment application last, as selecting it leaves the social one.
 */
export async function readSocialCard(
  session: ChipSession,
  { psam, askHsm }: ReadWith,
): Promise<Result<SocialCardReadout>> {
  const { atr } = session.channel;
  const over = isContactless(atr) ? 'contactless' : 'contact';
  const fci = await selectSsse(session);
  if (!fci.ok) return fci;
  const reader = new ItemReader(session);

  const versionBytes = await need(reader, 'version', '');
  if (!versionBytes.ok) return versionBytes;
  const version = alphanumeric(versionBytes.value);
  if (!knownVersion.test(version)) return err(failure(socialCardErrors, 'E2517'));
  const idCode = await need(reader, 'cardIdCode', version);
  if (!idCode.ok) return idCode;
  const cardIdCode = hexOf(idCode.value);

  let authenticatedBy: SocialCardReadout['authenticatedBy'] = 'none';
  const prove = async (): Promise<Result<void>> => {
    const proved = await authenticate(session, {
      ...{ fci: fci.value, cardIdCode, askHsm, external: true },
      psam: psam?.present ? psam : null,
    });
    if (!proved.ok) return proved;
    authenticatedBy = proved.value;
    return ok(undefined);
  };
  if (version.startsWith('3.')) {
    const proved = await prove();
    if (!proved.ok) return proved;
  }
  // Some provinces close the holder's file on older cards too; those say so when it is read.
  const get = async (item: ItemName, optional = false): Promise<Result<Uint8Array>> => {
    const value = await reader.read(item, version, optional);
    if (!value.ok || value.value !== null) return value as Result<Uint8Array>;
    if (authenticatedBy !== 'none') return err(failure(socialCardErrors, 'E2521', item));
    const proved = await prove();
    return proved.ok ? need(reader, item, version, optional) : proved;
  };

  const values: Partial<Record<ItemName, Uint8Array>> = {};
  for (const item of ['cardNumber', 'issuedOn', 'validTo', 'idNumber', 'name'] as const) {
    const value = await get(item);
    if (!value.ok) return value;
    values[item] = value.value;
  }
  const nameBytes = values.name as Uint8Array;
  let extension: Uint8Array = new Uint8Array(0);
  if (!version.startsWith('1.') && mayGoOn(nameBytes)) {
    const more = await get('nameExtension', true);
    if (!more.ok) return more;
    extension = more.value;
  }
  const sex = await get('sex', true);
  if (!sex.ok) return sex;
  const pan = await readAccountNumber(session, over);
  if (!pan.ok) return pan;

  const readout = socialCardReadoutSchema.safeParse({
    version,
    interface: over,
    cardIdCode,
    regionCode: cardIdCode.slice(0, 6),
    cardNumber: alphanumeric(values.cardNumber as Uint8Array),
    idNumber: alphanumeric(values.idNumber as Uint8Array).toUpperCase(),
    name: nameText(nameBytes, extension) ?? '',
    sex: alphanumeric(sex.value),
    issuedOn: bcdDate(values.issuedOn as Uint8Array),
    validTo: bcdDate(values.validTo as Uint8Array),
    atrHistory: hexOf(historicalBytes(atr)),
    pan: pan.value,
    authenticatedBy,
  });
  // The name of the field only: what stands in it is personal.
  if (!readout.success)
    return err(failure(socialCardErrors, 'E2515', String(readout.error.issues[0]?.path[0])));
  return ok(readout.data);
}

/** An item that must be readable as things stand; E2521 when the chip still wants authentication. */
async function need(
  reader: ItemReader,
  item: ItemName,
  version: string,
  optional = false,
): Promise<Result<Uint8Array>> {
  const value = await reader.read(item, version, optional);
  if (!value.ok) return value;
  return value.value === null ? err(failure(socialCardErrors, 'E2521', item)) : ok(value.value);
}
