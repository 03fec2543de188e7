import type { Candidate } from './candidate.ts';
import type { Fingerprint } from './fingerprint.ts';

/**
 * How much each thing weighs that fits. What one unit or one model alone has outweighs everything that many have: each row is
 * more than all rows below it together can be.
 */
const weights = {
  /** Serial number, path, device ID: this very unit, or its own word for what it is. */
  exact: 1000,
  /** Vendor and product number of one product. */
  product: 300,
  /** Its own texts, each. */
  text: 60,
  vendor: 30,
  /** Interface class, and as much again for subclass and protocol; usage page and usage of a HID device, each. */
  class: 5,
  usage: 5,
  /** Vendor and product number that many products share. */
  sharedIds: 2,
} as const;

/** How well a candidate fits, more is better; null when something that the fingerprint states does not fit. */
export function score({ transport, match, shared }: Fingerprint, candidate: Candidate): number | null {
  if (transport !== candidate.transport) return null;
  const { deviceId, path, place } = candidate;
  const idWeight = match.productId === undefined ? weights.vendor : weights.product;
  const stated: readonly (readonly [wanted: unknown, fits: boolean, weight: number])[] = [
    [match.vendorId, match.vendorId === candidate.vendorId, shared ? weights.sharedIds : idWeight],
    [match.productId, match.productId === candidate.productId, 0],
    [match.serialNumber, has(match.serialNumber, candidate.serialNumber), weights.exact],
    [match.path, has(match.path, path) || has(match.path, place), weights.exact],
    [match.deviceId?.manufacturer, has(match.deviceId?.manufacturer, deviceId?.manufacturer), weights.exact],
    [match.deviceId?.model, has(match.deviceId?.model, deviceId?.model), weights.exact],
    [match.manufacturer, has(match.manufacturer, candidate.manufacturer), weights.text],
    [match.product, has(match.product, candidate.product), weights.text],
    [match.interface, hasInterface(match.interface, candidate), interfaceWeight(match.interface)],
    [match.usagePage, match.usagePage === candidate.usagePage, weights.usage],
    [match.usage, match.usage === candidate.usage, weights.usage],
  ];
  let points = 0;
  for (const [wanted, fits, weight] of stated) {
    if (wanted === undefined) continue;
    if (!fits) return null;
    points += weight;
  }
  return points;
}

const has = (pattern: RegExp | undefined, text: string | undefined): boolean =>
  pattern?.test(text ?? '') ?? false;

type WantedInterface = Fingerprint['match']['interface'];

const hasInterface = (wanted: WantedInterface, { interfaces }: Candidate): boolean =>
  interfaces.some(
    (one) =>
      one.class === wanted?.class &&
      (wanted.subclass ?? one.subclass) === one.subclass &&
      (wanted.protocol ?? one.protocol) === one.protocol,
  );

const interfaceWeight = (wanted: WantedInterface): number =>
  weights.class * (1 + Number(wanted?.subclass !== undefined) + Number(wanted?.protocol !== undefined));

export interface Match {
  readonly fingerprint: Fingerprint;
  readonly candidate: Candidate;
  readonly score: number;
}

/** Every fingerprint that fits every candidate, the best first; the order of equals depends on nothing but their names. */
export function rank(fingerprints: readonly Fingerprint[], candidates: readonly Candidate[]): Match[] {
  const matches: Match[] = [];
  for (const candidate of candidates)
    for (const fingerprint of fingerprints) {
      const points = score(fingerprint, candidate);
      if (points !== null) matches.push({ fingerprint, candidate, score: points });
    }
  const name = ({ candidate, fingerprint }: Match): string =>
    `${candidate.place}\n${candidate.path}\n${fingerprint.id}`;
  return matches.sort((a, b) => b.score - a.score || (name(a) < name(b) ? -1 : 1));
}
