import { connect } from 'node:net';

const HEAD_END = Buffer.from('\r\n\r\n');

/**
 * Reads what `CameraSimulator.url` serves, whatever the parts hold: each part by its length, so that bytes that are no picture
 * come through as they are. Returns the function that hangs up.
 */
export function readPictures(url: string, onPicture: (bytes: Uint8Array) => void): () => void {
  const socket = url.startsWith('unix:')
    ? connect(url.slice(5))
    : connect(Number(new URL(url).port), '127.0.0.1');
  let kept: Buffer = Buffer.alloc(0);
  socket.on('data', (chunk: Buffer) => {
    kept = kept.length === 0 ? chunk : Buffer.concat([kept, chunk]);
    for (;;) {
      const headEnd = kept.indexOf(HEAD_END);
      if (headEnd < 0) return;
      const head = kept.toString('latin1', 0, headEnd);
      const length = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0);
      const start = headEnd + HEAD_END.length;
      if (kept.length < start + length) return;
      const picture = kept.subarray(start, start + length);
      kept = kept.subarray(start + length);
      if (!socket.destroyed) onPicture(picture);
    }
  });
  // A far end that is not there sends nothing, as a broken sensor does.
  socket.on('error', () => undefined);
  return () => void socket.destroy();
}
