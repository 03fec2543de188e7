/**
 * Reference pictures of the slips for docs/slip.md: every dot as the printer would set it.
 *
 *   node scripts/make-slip-pictures.ts                         those of the document, into docs/slips
 *   node scripts/make-slip-pictures.ts --all DIR [--dots 384]  one of every kind, into DIR
 */
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import sharp from 'sharp';
import { qrModuleDots } from '../drivers/printer/escpos/driver/qr-size.ts';
import { drawQr } from '../drivers/printer/escpos/simulator/qr.ts';
import { paintSlip, type SlipPart } from '../drivers/printer/render/paint.ts';
import { composeSlip } from '../main/paper/compose-slip.ts';
import { exampleSlips, exampleTerminal } from '../main/paper/slip-examples.ts';
import type { SlipContent } from '../main/ports/slip-printer.ts';

const DOTS_PER_MM = 8;
/** A white edge, so that the paper can be told from the page it is shown on. */
const EDGE = 24;

/** One byte a dot, 0 is black. */
interface Dots {
  readonly height: number;
  readonly grey: Uint8Array;
}

function dotsOf(part: SlipPart, width: number): Dots {
  if (part.kind === 'qr') return codeDots(part.text, part.mm, width);
  const { picture } = part;
  const bytesPerRow = Math.ceil(width / 8);
  const grey = new Uint8Array(width * picture.height);
  for (let y = 0; y < picture.height; y += 1)
    for (let x = 0; x < width; x += 1)
      grey[y * width + x] =
        (picture.data[y * bytesPerRow + (x >> 3)] as number) & (0x80 >> (x & 7)) ? 0 : 255;
  return { height: picture.height, grey };
}

/** A code as the printer draws it by itself, in the middle of the line. */
function codeDots(text: string, mm: number, width: number): Dots {
  const data = new TextEncoder().encode(text);
  const modules = drawQr(data);
  const dots = qrModuleDots(data.length, mm, DOTS_PER_MM, width);
  const height = modules.length * dots;
  const grey = new Uint8Array(width * height).fill(255);
  const left = Math.floor((width - height) / 2);
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < height; x += 1)
      if (modules[Math.floor(y / dots)]?.[Math.floor(x / dots)]) grey[y * width + left + x] = 0;
  return { height, grey };
}

const { values } = parseArgs({
  options: { all: { type: 'string' }, dots: { type: 'string', default: '576' } },
});
const width = Number(values.dots);
const folder = resolve(values.all ?? join(import.meta.dirname, '..', 'docs', 'slips'));
const names = values.all
  ? (Object.keys(exampleSlips) as (keyof typeof exampleSlips)[])
  : ([
      'accepted',
      'pending',
      'handover.faceTries',
      'standing.certifiedByDataMatch',
      'activation.allDone',
      'activation.mixed',
      'activation.agent',
      'activation.alsoAccepted',
      'enrolment.signed',
      'enrolment.key',
      'enrolmentDeleted',
      'bring.agent',
      'homeVisit.booked',
      'electronicCard',
    ] as const);
await mkdir(folder, { recursive: true });
for (const name of names) {
  const content: SlipContent = exampleSlips[name];
  const painted = paintSlip(composeSlip(content, exampleTerminal, true), width, DOTS_PER_MM);
  if (!painted.ok) throw new Error(`${painted.error.code} ${painted.error.message}`);
  const parts = painted.value.map((part) => dotsOf(part, width));
  const height = parts.reduce((sum, part) => sum + part.height, 0);
  await sharp(Buffer.concat(parts.map(({ grey }) => grey)), { raw: { width, height, channels: 1 } })
    .extend({ top: EDGE, bottom: EDGE, left: 0, right: 0, background: '#fff' })
    .png({ palette: true, colours: 2, compressionLevel: 9 })
    .toFile(join(folder, `${name}.png`));
  process.stdout.write(`${name}.png ${width} x ${height} dots, ${Math.round(height / DOTS_PER_MM)} mm\n`);
}
