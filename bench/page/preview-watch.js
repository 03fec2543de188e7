/** In the page: notes when each preview picture was painted first, and reads afterwards which picture it was. */
(() => {
  const BITS = 6;
  const SQUARE = 40;
  const blobs = new WeakMap();
  const painted = [];

  const decode = window.createImageBitmap.bind(window);
  window.createImageBitmap = async (source, ...rest) => {
    const bitmap = await decode(source, ...rest);
    if (source instanceof Blob) blobs.set(bitmap, source);
    return bitmap;
  };
  const draw = CanvasRenderingContext2D.prototype.drawImage;
  CanvasRenderingContext2D.prototype.drawImage = function (picture, ...rest) {
    draw.call(this, picture, ...rest);
    const blob = blobs.get(picture);
    if (!blob) return;
    blobs.delete(picture);
    // `draw` runs in a frame's callback: a message sent from it arrives after that frame was painted.
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => painted.push({ blob, atMs: performance.timeOrigin + performance.now() });
    port2.postMessage(null);
  };

  const numberOf = async (blob) => {
    const bitmap = await decode(blob);
    const brush = new OffscreenCanvas(SQUARE * BITS, SQUARE).getContext('2d');
    brush.drawImage(bitmap, 0, 0);
    bitmap.close();
    let number = 0;
    for (let bit = 0; bit < BITS; bit += 1) {
      const [light] = brush.getImageData(bit * SQUARE + SQUARE / 2, SQUARE / 2, 1, 1).data;
      if (light > 128) number |= 1 << bit;
    }
    return number;
  };

  window.benchPreview = {
    begin: () => {
      painted.length = 0;
    },
    read: async () => {
      const taken = painted.slice();
      const read = [];
      for (const { blob, atMs } of taken) read.push({ number: await numberOf(blob), atMs });
      return read;
    },
  };
})();
