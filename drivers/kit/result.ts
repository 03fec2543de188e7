/** Expected failures are values; only bugs throw. */

/** What to do about a failure, in the words of XFS4IoT `Common.ErrorEvent.action`. */
export type ErrorAction = 'reset' | 'clear' | 'maintenance' | 'suspend' | 'configuration';

/**
 * A failure that was expected to be possible. `code` is numbered by area (E1xxx transport, E2xxx ID card, E3xxx camera,
 * E4xxx printer, E5xxx vision); nobody compares message texts.
 */
export interface DeviceFailure {
  readonly code: string;
  readonly action: ErrorAction;
  /** For the technician, in English. Never holds personal data. */
  readonly message: string;
}

export type Result<T, E = DeviceFailure> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: E };

export const ok = <T>(value: T): Result<T, never> => ({ ok: true, value });
export const err = <E>(error: E): Result<never, E> => ({ ok: false, error });

/** One row of an area's error table: the technical cause stands once, beside its code. */
export interface ErrorRow {
  readonly name: string;
  readonly action: ErrorAction;
  readonly cause: string;
}

/**
 * Makes a failure from an area's table; `detail` is appended to the cause (numbers and state only, no personal data).
 */
export function failure<T extends Readonly<Record<string, ErrorRow>>>(
  table: T,
  code: keyof T & string,
  detail?: string,
): DeviceFailure {
  const row = table[code] as ErrorRow;
  return { code, action: row.action, message: detail ? `${row.cause}: ${detail}` : row.cause };
}
