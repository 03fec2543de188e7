import { transportErrors } from '../errors.ts';
import { err, failure, ok, type Result } from '../result.ts';
import { deviceOf } from './candidate.ts';
import type { DeviceKind } from './fingerprint.ts';
import type { Match } from './score.ts';

/** What a configuration may say about the device that is meant; each narrows the choice. */
export interface Wish {
  /** Id of a fingerprint. */
  readonly model?: string | undefined;
  readonly serialNumber?: string | undefined;
  /** A port (`/dev/ttyUSB0`), or where it is plugged in ("1-2.4"). */
  readonly path?: string | undefined;
}

export interface Choice {
  readonly match: Match;
  /** Other devices of this kind that were not taken, each by what fits it best. */
  readonly others: readonly Match[];
}

/**
 * The device to use, out of ranked matches. Two that fit equally well are never guessed between: E1014 tells them, and the
 * configuration has to name a serial number or a path. E1012 when none fits. What fits only by numbers that other products
 * share is taken only when the configuration names it.
 */
export function choose(kind: DeviceKind, ranked: readonly Match[], wish: Wish = {}): Result<Choice> {
  const named = Object.values(wish).some((value) => value !== undefined);
  const ofKind = ranked.filter(({ fingerprint }) => mayBe(kind, fingerprint.kind));
  const fitting = ofKind.filter((match) => (named || !match.fingerprint.shared) && isWished(match, wish));
  const devices = new Map<string, Match>();
  for (const match of fitting) {
    const device = deviceOf(match.candidate);
    if (!devices.has(device)) devices.set(device, match);
  }
  const [first, second, ...more] = devices.values();
  if (first === undefined) return err(failure(transportErrors, 'E1012', noneWords(kind, ofKind, wish)));
  if (second === undefined) return ok({ match: first, others: [] });
  if (second.score < first.score) return ok({ match: first, others: [second, ...more] });
  const equal = [first, second, ...more].filter(({ score }) => score === first.score);
  return err(failure(transportErrors, 'E1014', `${kind}: ${equal.map(words).join(', ')}`));
}

/** Behind a serial bridge there may be a device of any kind that has a serial line. */
const mayBe = (wanted: DeviceKind, known: DeviceKind): boolean =>
  known === wanted || known === 'serialBridge';

const isWished = ({ fingerprint, candidate }: Match, { model, serialNumber, path }: Wish): boolean =>
  (model === undefined || fingerprint.id === model) &&
  (serialNumber === undefined || candidate.serialNumber === serialNumber) &&
  (path === undefined || candidate.path === path || candidate.place === path);

const words = ({ fingerprint, candidate }: Match): string => `${fingerprint.id} at ${deviceOf(candidate)}`;

function noneWords(kind: DeviceKind, ofKind: readonly Match[], wish: Wish): string {
  const wished = Object.entries(wish).flatMap(([name, value]) =>
    value === undefined ? [] : `${name} ${value}`,
  );
  const near =
    ofKind.length === 0 ? '' : `, not taken: ${[...new Set(ofKind.map(words))].slice(0, 4).join(', ')}`;
  return `${[kind, ...wished].join(', ')}${near}`;
}
