import { existsSync, type FSWatcher, watch } from 'node:fs';
import path from 'node:path';
import type { CameraInput } from './input.ts';

/**
 * Tells when a video device has appeared or may be opened now, so that nobody has to wait out a pause: the node is made first
 * and its permissions are set a moment later, so this is told more than once. Returns the function that stops watching.
 * Elsewhere than on Linux, and for inputs that are no device, nothing is ever told.
 */
export function watchForCamera(input: CameraInput, onBack: () => void, folder: string = '/dev'): () => void {
  if (process.platform !== 'linux' || (input.kind !== 'v4l2' && input.kind !== 'found'))
    return () => undefined;
  let watcher: FSWatcher;
  try {
    watcher = watch(folder, { persistent: false }, (_event, name) => {
      if (name !== null && /^video\d+$/.test(name) && existsSync(path.join(folder, name))) onBack();
    });
  } catch {
    // The system has no watch left to give: the pauses go on as without one.
    return () => undefined;
  }
  watcher.on('error', () => watcher.close());
  return () => watcher.close();
}
