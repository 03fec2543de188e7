import { err, failure, ok, type Result } from '../../kit/result.ts';
import { printerErrors } from '../errors.ts';
import customKpm216 from './custom-kpm216.json' with { type: 'json' };
import customVkp80 from './custom-vkp80.json' with { type: 'json' };
import epsonTm from './epson-tm.json' with { type: 'json' };
import generic58mm from './generic-58mm.json' with { type: 'json' };
import generic80mm from './generic-80mm.json' with { type: 'json' };
import snbcBtp from './snbc-btp.json' with { type: 'json' };
import { type PrinterProfile, printerProfileSchema } from './profile-schema.ts';

const shipped: readonly {
  readonly name: string;
  readonly deviceId: { readonly manufacturer: string; readonly model: string } | null;
}[] = [generic80mm, generic58mm, customVkp80, customKpm216, snbcBtp, epsonTm];

/** Names of the profiles that are shipped. */
export const profileNames: readonly string[] = shipped.map((profile) => profile.name);

/** A shipped profile by its name. E4016 (with the names that exist) when there is none. */
export function loadProfile(name: string): Result<PrinterProfile> {
  const found = shipped.find((profile) => profile.name === name);
  if (!found) return err(failure(printerErrors, 'E4016', `known: ${profileNames.join(', ')}`));
  return parseProfile(found);
}

/** A profile from outside (a file of the technician). E4017 with the first thing that is wrong. */
export function parseProfile(value: unknown): Result<PrinterProfile> {
  const parsed = printerProfileSchema.safeParse(value);
  if (parsed.success) return ok(parsed.data);
  const issue = parsed.error.issues[0]!;
  return err(failure(printerErrors, 'E4017', `${issue.path.join('.') || 'profile'}: ${issue.message}`));
}

/**
 * The profile for a printer that says by IEEE 1284 what it is; null when none fits, or more than one: a wrong profile cuts and
 * reads the sensors wrongly, so nobody guesses.
 */
export function profileFor(id: { readonly manufacturer: string; readonly model: string }): string | null {
  const has = (pattern: string, text: string): boolean => new RegExp(pattern, 'i').test(text);
  const fitting = shipped.filter(
    ({ deviceId }) =>
      deviceId && has(deviceId.manufacturer, id.manufacturer) && has(deviceId.model, id.model),
  );
  return fitting.length === 1 ? (fitting[0]?.name ?? null) : null;
}
