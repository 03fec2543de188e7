import type { VeinScannerFacts } from './vein-api.ts';

/** What a template made from pictures can be compared by: pictures of the same kind, cut in the same way. */
export function pictureDevice({
  model,
  geometry,
}: Pick<VeinScannerFacts, 'model' | 'geometry'>): string | null {
  if (geometry === null) return null;
  const { axis, fingerWidth, length, roi } = geometry;
  return `image ${model} ${axis} ${fingerWidth} ${length} ${roi}`;
}

/** Every scanner of a maker compares that maker's templates. */
export const makerDevice = ({ maker }: Pick<VeinScannerFacts, 'maker'>): string => `templates ${maker}`;
