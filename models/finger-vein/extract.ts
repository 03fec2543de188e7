import { clahe } from './clahe.ts';
import { faintReason } from './faint-veins.ts';
import type { GrayImage } from './gray-image.ts';
import { veinPicture } from './maximum-curvature.ts';
import { findRegion, type ScannerGeometry, type VeinReason } from './region.ts';
import { mapOf, type VeinMap } from './vein-map.ts';

export const veinSteps = ['region', 'contrast', 'curvature', 'map'] as const;
type VeinStep = (typeof veinSteps)[number];

export interface VeinCapture {
  /** `null` when the capture shows nothing that can be compared; the reasons tell why. */
  readonly map: VeinMap | null;
  /** Empty: a good capture. With a map: usable, but another try would be better. */
  readonly reasons: readonly VeinReason[];
  /** Width of the finger in pixels of the frame where both edges were seen. */
  readonly fingerWidth: number | null;
  /** Wall milliseconds per step; a step that did not run is absent. */
  readonly timings: Readonly<Partial<Record<VeinStep, number>>>;
}

/** One frame of the scanner made comparable. Pure but for the clock. */
export function extractVeins(frame: GrayImage, geometry: ScannerGeometry): VeinCapture {
  const timings: Partial<Record<VeinStep, number>> = {};
  const timed = <T>(step: VeinStep, work: () => T): T => {
    const start = performance.now();
    const value = work();
    timings[step] = performance.now() - start;
    return value;
  };
  const { region, reasons, fingerWidth } = timed('region', () => findRegion(frame, geometry));
  if (region === null) return { map: null, reasons, fingerWidth, timings };
  const { width, height, mask } = region;
  const data = timed('contrast', () => clahe(region));
  const { veins, strength } = timed('curvature', () => veinPicture({ width, height, data, mask }));
  const map = timed('map', () => mapOf(veins, width, height));
  const share = fingerWidth === null ? null : fingerWidth / geometry.fingerWidth;
  const faint = faintReason(strength, share, reasons);
  return { map, reasons: faint === null ? reasons : [...reasons, faint], fingerWidth, timings };
}
