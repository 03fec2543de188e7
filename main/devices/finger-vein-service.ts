import { createHash } from 'node:crypto';
import { refuse } from '../../drivers/finger-vein/errors.ts';
import { greyPicture } from '../../drivers/finger-vein/grey-picture.ts';
import type {
  FingerOptions,
  FingerVeinScanner,
  Maker,
  ScannerEvent,
  ScannerIdentity,
  VeinSample,
} from '../../drivers/finger-vein/scanner.ts';
import { ok, type Result } from '../contract/failure.ts';
import type {
  VeinCapture,
  VeinEnrolMaker,
  VeinIdentity,
  VeinScannerEvent,
  VeinVerifyMaker,
} from './finger-vein-api.ts';
import type { ConfiguredScanner } from './finger-vein-devices.ts';

interface Laying {
  /** For the finger to be laid on, or lifted. */
  readonly timeoutMs: number;
}

/** The finger-vein scanner as the drivers worker offers it. Without one every call is E2604. */
export function fingerVeinService(
  configured: ConfiguredScanner | null,
  tell: (event: VeinScannerEvent) => void,
) {
  // The first search may still run when the first finger is asked for: whoever asks waits for its end.
  const firstSearch = configured?.scanner.open();

  const ready = async (): Promise<Result<ConfiguredScanner & { readonly identity: ScannerIdentity }>> => {
    if (!configured) return refuse('E2604', 'none is configured');
    await firstSearch;
    const identity = configured.scanner.identity();
    return identity.ok ? ok({ ...configured, identity: identity.value }) : identity;
  };
  const withScanner = async <T>(
    use: (scanner: FingerVeinScanner, maker: Maker | null) => Promise<Result<T>>,
  ): Promise<Result<T>> => {
    const found = await ready();
    if (!found.ok) return found;
    const { scanner, maker } = found.value;
    return use(scanner, maker === 'image-scanner' ? null : maker);
  };
  const options = ({ timeoutMs }: Laying, signal: AbortSignal): FingerOptions => ({
    timeoutMs,
    signal,
    onEvent: steps(tell),
  });

  return {
    identity: async (): Promise<Result<VeinIdentity>> => {
      const found = await ready();
      if (!found.ok) return found;
      const { identity, maker, view, scanner } = found.value;
      return ok({
        ...{ model: identity.model.slice(0, 60), maker, geometry: view },
        serialHash: createHash('sha256').update(`${maker}|${identity.serialNumber}`).digest('hex'),
        gives: [...identity.gives],
        maxTemplates: identity.maxTemplates,
        simulated: scanner.status().simulated,
      });
    },
    capture: (laying: Laying, signal: AbortSignal): Promise<Result<VeinCapture>> =>
      withScanner(async (scanner) => {
        const taken = await scanner.capture('image', { ...options(laying, signal), burst: true });
        if (!taken.ok) return taken;
        return taken.value.kind === 'retry' ? ok(taken.value) : asPicture(taken.value.value);
      }),
    fingerGone: (laying: Laying, signal: AbortSignal): Promise<Result<void>> =>
      withScanner((scanner) => scanner.fingerGone(options(laying, signal))),
    /** Templates of the maker's own. E2616 from a scanner that makes none. */
    enrolMaker: (
      { captures, ...laying }: Laying & { readonly captures: number },
      signal: AbortSignal,
    ): Promise<Result<VeinEnrolMaker>> =>
      withScanner<VeinEnrolMaker>(async (scanner) => {
        const made = await scanner.enrol(captures, options(laying, signal));
        if (!made.ok) return made;
        const { value } = made;
        return ok(
          value.kind === 'retry'
            ? value
            : { kind: 'templates', templates: value.value.map(({ bytes }) => bytes) },
        );
      }),
    /** The templates are overwritten. */
    verifyMaker: (
      { templates, ...laying }: Laying & { readonly templates: readonly Uint8Array[] },
      signal: AbortSignal,
    ): Promise<Result<VeinVerifyMaker>> =>
      withScanner<VeinVerifyMaker>(async (scanner, maker) => {
        if (maker === null) return refuse('E2616', 'template');
        const given = templates.map((bytes) => ({ maker, bytes }));
        const compared = await scanner.verify(given, options(laying, signal));
        if (!compared.ok) return compared;
        const { value } = compared;
        return ok(value.kind === 'retry' ? value : { kind: 'compared', matched: value.value });
      }).finally(() => {
        for (const template of templates) template.fill(0);
      }),
    close: async (): Promise<void> => {
      await configured?.scanner.close();
    },
  };
}

/** Every event says which laying it belongs to. */
function steps(tell: (event: VeinScannerEvent) => void): (event: ScannerEvent) => void {
  let [step, of] = [1, 1];
  return (event) => {
    if (event.kind === 'presentFinger') ({ step, of } = event);
    tell({ kind: event.kind, step, of });
  };
}

/** A picture as one byte a pixel; what was packed is overwritten. E2603 when it is none. */
async function asPicture(sample: VeinSample): Promise<Result<VeinCapture>> {
  if (sample.kind !== 'image') return refuse('E2616', 'image');
  if (sample.encoding === 'jpeg') {
    const grey = await greyPicture(sample.bytes).catch(() => null);
    sample.bytes.fill(0);
    if (!grey) return refuse('E2603', 'picture');
    const { width, height, data } = grey;
    return ok({ kind: 'image', encoding: 'grey', width, height, bytes: data });
  }
  const { width, height, bytes, frames } = sample;
  if (bytes.length !== width * height) return refuse('E2603', 'picture');
  const picture = { kind: 'image', encoding: 'grey', width, height, bytes } as const;
  return ok(frames ? { ...picture, frames: [...frames] } : picture);
}
