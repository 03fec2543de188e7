import type { CameraSource } from '../../drivers/camera/simulator/camera-simulator.ts';
import { decodeImage, encodeJpeg } from '../../drivers/kit/image/codec.ts';
import { CLIP_FPS, makeClip } from '../../fixtures/heads/clips.ts';
import { subjectOf } from '../../fixtures/portraits/subject.ts';

/** bench/page/preview-watch.js reads the number back: squares of this side in the upper left corner, lowest bit first. */
const BITS = 6;
const SQUARE = 40;

/** A person looking straight into the camera, each picture with its number; it begins anew after 64 pictures. */
export async function numberedClip(portrait: string): Promise<CameraSource> {
  const clip = makeClip('frontal', await subjectOf(portrait, decodeImage));
  const pictures = Array.from({ length: clip.count }, (_, index) => clip.picture(index));
  const frames: Uint8Array[] = [];
  for (let number = 0; number < 1 << BITS; number += 1) {
    const picture = pictures[clip.order[number % clip.order.length] as number];
    if (!picture) throw new Error('the clip has no pictures');
    const data = picture.data.slice();
    for (let bit = 0; bit < BITS; bit += 1)
      for (let y = 0; y < SQUARE; y += 1) {
        const start = (y * picture.width + bit * SQUARE) * 3;
        data.fill(((number >> bit) & 1) * 255, start, start + SQUARE * 3);
      }
    frames.push(await encodeJpeg({ ...picture, data }, 88));
  }
  return { kind: 'clip', frames, fps: CLIP_FPS, loop: true };
}
