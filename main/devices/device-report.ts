import { type Candidate, deviceOf } from '../../drivers/kit/discovery/candidate.ts';
import { choose } from '../../drivers/kit/discovery/choose.ts';
import { type DeviceKind, deviceKinds, type Fingerprint } from '../../drivers/kit/discovery/fingerprint.ts';
import { type Match, rank } from '../../drivers/kit/discovery/score.ts';
import type { DeviceFailure } from '../../drivers/kit/result.ts';
import { profileFor } from '../../drivers/printer/profiles/profile.ts';

/** One device as it is plugged in. Numbers are hexadecimal, as `lsusb` prints them. */
export interface PluggedDevice {
  /** "1-2.4", or its port where the system does not tell more. */
  readonly place: string;
  readonly vendorId: string;
  readonly productId: string;
  readonly serialNumber: string;
  readonly manufacturer: string;
  readonly product: string;
  /** The ways in which it can be spoken to. */
  readonly ways: readonly DeviceWay[];
  /** Fingerprints that fit, the best first. */
  readonly fits: readonly Fit[];
}

interface DeviceWay {
  readonly transport: Candidate['transport'];
  readonly path: string;
  /** "07/01/02": class, subclass, protocol. */
  readonly interfaces: readonly string[];
  /** "ff00/0001": usage page and usage. */
  readonly usage?: string;
  /** IEEE 1284, of a printer that was asked. */
  readonly deviceId?: { readonly manufacturer: string; readonly model: string };
}

interface Fit {
  readonly model: string;
  readonly kind: DeviceKind;
  readonly name: string;
  readonly transport: Candidate['transport'];
  readonly score: number;
  /** It fits many other products too: the configuration must name it. */
  readonly shared: boolean;
  readonly certainty: Fingerprint['certainty'];
}

/** What `{"kind": "found"}` would take for a kind of device just now; kinds of which nothing is plugged in have none. */
export type Taken =
  | {
      readonly kind: DeviceKind;
      readonly model: string;
      readonly place: string;
      readonly score: number;
      /** Places of the others that fit less well. */
      readonly others: readonly string[];
      /** Of a printer, where its own word for what it is or its fingerprint says so: for `printerProfile`. */
      readonly profile?: string;
    }
  | { readonly kind: DeviceKind; readonly error: DeviceFailure };

export interface DeviceReport {
  readonly devices: readonly PluggedDevice[];
  readonly taken: readonly Taken[];
}

/** What is plugged in, by what it is recognised, and what would be used. */
export function deviceReport(
  fingerprints: readonly Fingerprint[],
  candidates: readonly Candidate[],
): DeviceReport {
  const ranked = rank(fingerprints, candidates);
  const groups = Map.groupBy(candidates, deviceOf);
  const devices = [...groups].map(([place, ways]): PluggedDevice => {
    const [first] = ways as [Candidate];
    const said = (text: 'serialNumber' | 'manufacturer' | 'product'): string =>
      ways.map((way) => way[text]).find((value) => value !== '') ?? '';
    return {
      place,
      vendorId: hex(first.vendorId, 4),
      productId: hex(first.productId, 4),
      serialNumber: said('serialNumber'),
      manufacturer: said('manufacturer'),
      product: said('product'),
      ways: ways.map(wayOf),
      fits: ranked
        .filter(({ candidate }) => deviceOf(candidate) === place)
        .map(({ fingerprint: { id, kind, name, transport, shared, certainty }, score }) => ({
          ...{ model: id, kind, name, transport, score, shared, certainty },
        })),
    };
  });
  const taken = deviceKinds.flatMap((kind): Taken[] => {
    if (kind === 'serialBridge') return [];
    const chosen = choose(kind, ranked);
    if (!chosen.ok) return chosen.error.code === 'E1012' ? [] : [{ kind, error: chosen.error }];
    const { match, others } = chosen.value;
    return [
      {
        ...{ kind, model: match.fingerprint.id, place: deviceOf(match.candidate), score: match.score },
        others: others.map(({ candidate }) => deviceOf(candidate)),
        ...profileOf(match),
      },
    ];
  });
  return { devices: devices.sort((a, b) => (a.place < b.place ? -1 : 1)), taken };
}

function profileOf({ fingerprint, candidate }: Match): { profile?: string } {
  const said = candidate.deviceId && profileFor(candidate.deviceId);
  const profile = said ?? fingerprint.options.profile;
  return profile === undefined ? {} : { profile };
}

function wayOf({ transport, path, interfaces, usagePage, usage, deviceId }: Candidate): DeviceWay {
  return {
    transport,
    path,
    interfaces: interfaces.map((own) =>
      [own.class, own.subclass, own.protocol].map((number) => hex(number, 2)).join('/'),
    ),
    ...(usagePage === undefined ? {} : { usage: `${hex(usagePage, 4)}/${hex(usage ?? 0, 4)}` }),
    ...(deviceId === undefined ? {} : { deviceId }),
  };
}

const hex = (number: number, digits: number): string => number.toString(16).padStart(digits, '0');
