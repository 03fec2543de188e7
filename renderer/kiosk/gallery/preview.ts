/**
 * A drawn head before a wall, or a letter held before it, as JPEG frames: stands for the camera where there is no core.
 */
export const drawPreview = (
  listener: (jpeg: Uint8Array) => void,
  of: 'face' | 'letter' = 'face',
): (() => void) => {
  const canvas = new OffscreenCanvas(640, 480);
  const brush = canvas.getContext('2d');
  if (brush === null) return () => {};
  const wall = brush.createLinearGradient(0, 0, 640, 480);
  wall.addColorStop(0, '#c9d4cf');
  wall.addColorStop(1, '#93a39c');
  brush.fillStyle = wall;
  brush.fillRect(0, 0, 640, 480);
  const oval = (colour: string, x: number, y: number, rx: number, ry: number) => {
    brush.fillStyle = colour;
    brush.beginPath();
    brush.ellipse(x, y, rx, ry, 0, 0, Math.PI * 2);
    brush.fill();
  };
  oval('#3f5a63', 320, 520, 190, 170);
  oval('#d9d4cc', 320, 190, 128, 150);
  oval('#e6bd9c', 320, 225, 105, 135);
  oval('#3a2d26', 280, 210, 9, 7);
  oval('#3a2d26', 360, 210, 9, 7);
  oval('#b5654f', 320, 295, 34, 10);
  if (of === 'letter') {
    brush.fillStyle = '#fdfbf4';
    brush.fillRect(130, 30, 380, 430);
    brush.fillStyle = '#38332c';
    brush.font = '600 34px "Noto Sans SC Variable", sans-serif';
    brush.fillText('委托书', 270, 90);
    for (let line = 0; line < 7; line += 1) brush.fillRect(170, 130 + line * 34, line === 6 ? 170 : 300, 7);
    brush.fillStyle = '#c8472a';
    brush.fillRect(400, 380, 70, 60);
  }
  let open = true;
  void canvas.convertToBlob({ type: 'image/jpeg', quality: 0.8 }).then(async (blob) => {
    const jpeg = new Uint8Array(await blob.arrayBuffer());
    if (open) listener(jpeg);
  });
  return () => {
    open = false;
  };
};
