/**
 * Reference pictures of the slips for docs/slip.md: every dot as the printer would set it.
 *
 *   node scripts/make-slip-pictures.ts             the four of the document, into docs/slips
 *   node scripts/make-slip-pictures.ts --all DIR   one of every kind, into DIR
 */
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import sharp from 'sharp';
import { paintSlip, type SlipPicture } from '../drivers/printer/render/paint.ts';
import { composeSlip } from '../main/paper/compose-slip.ts';
import { exampleSlips, exampleTerminal } from '../main/paper/slip-examples.ts';
import type { SlipContent } from '../main/ports/slip-printer.ts';

const WIDTH = 576;
const DOTS_PER_MM = 8;
/** A white edge, so that the paper can be told from the page it is shown on. */
const EDGE = 24;

async function save(picture: SlipPicture, file: string): Promise<void> {
  const grey = new Uint8Array(picture.width * picture.height);
  const bytesPerRow = Math.ceil(picture.width / 8);
  for (let y = 0; y < picture.height; y += 1)
    for (let x = 0; x < picture.width; x += 1)
      grey[y * picture.width + x] =
        (picture.data[y * bytesPerRow + (x >> 3)] as number) & (0x80 >> (x & 7)) ? 0 : 255;
  await sharp(grey, { raw: { width: picture.width, height: picture.height, channels: 1 } })
    .extend({ top: EDGE, bottom: EDGE, left: 0, right: 0, background: '#fff' })
    .png({ palette: true, colours: 2, compressionLevel: 9 })
    .toFile(file);
}

const { values } = parseArgs({ options: { all: { type: 'string' } } });
const folder = resolve(values.all ?? join(import.meta.dirname, '..', 'docs', 'slips'));
const names = values.all
  ? (Object.keys(exampleSlips) as (keyof typeof exampleSlips)[])
  : (['accepted', 'pending', 'handover.faceTries', 'standing.certifiedByDataMatch'] as const);
await mkdir(folder, { recursive: true });
for (const name of names) {
  const content: SlipContent = exampleSlips[name];
  const painted = paintSlip(composeSlip(content, exampleTerminal, true), WIDTH, DOTS_PER_MM);
  if (!painted.ok) throw new Error(`${painted.error.code} ${painted.error.message}`);
  for (const part of painted.value)
    if (part.kind === 'picture') {
      await save(part.picture, join(folder, `${name}.png`));
      process.stdout.write(`${name}.png ${part.picture.width} x ${part.picture.height} dots\n`);
    }
}
