import type { ImageOps } from './image-ops.ts';
import { loadOpenCvJs } from './opencv-js.ts';
import { loadOpenCv4NodeJs } from './opencv4nodejs.ts';

/**
 * The image operations by the provider that the configuration names. Rejects with an Error when the native one is asked
 * for and not built: whoever asks for it wants to know.
 */
export async function loadImageOps(provider: ImageOps['provider']): Promise<ImageOps> {
  if (provider === 'opencv-js') return loadOpenCvJs();
  const native = await loadOpenCv4NodeJs();
  if (!native) throw new Error('opencv4nodejs is not built for this Node: run npm run setup:native');
  return native;
}
