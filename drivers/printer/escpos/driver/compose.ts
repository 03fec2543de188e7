import { ok, type Result } from '../../../kit/result.ts';
import type { PrintJob, PrintLine } from '../../print-job.ts';
import type { PrinterProfile } from '../../profiles/profile-schema.ts';
import { paintSlip } from '../../render/paint.ts';
import { wrapText } from '../../render/wrap-text.ts';
import * as commands from '../codec/commands.ts';
import { trimmedBands } from '../codec/raster.ts';
import { encodeText } from '../codec/text.ts';
import { qrModuleDots } from './qr-size.ts';

/**
 * A job as commands, one per piece so that a real-time request never falls into one. Feed, cut and present stand at the
 * end. `mode` of the profile decides between pictures (default) and the printer's own letters; a line that those letters
 * cannot write is drawn in both.
 */
export function composeSlip(job: PrintJob, profile: PrinterProfile): Result<Uint8Array[]> {
  const body = profile.mode === 'text' ? textSlip(job.lines, profile) : pictureSlip(job.lines, profile);
  if (!body.ok) return body;
  const { feedBeforeCut, cut, present } = profile;
  return ok([
    commands.initialize(),
    ...body.value,
    ...(feedBeforeCut > 0 ? [commands.feedDots(feedBeforeCut)] : []),
    commands.fromHex(cut),
    ...(present ? [commands.fromHex(present)] : []),
  ]);
}

function pictureSlip(lines: readonly PrintLine[], profile: PrinterProfile): Result<Uint8Array[]> {
  const parts = paintSlip({ lines: [...lines] }, profile.dotsPerLine, profile.dotsPerMm);
  if (!parts.ok) return parts;
  return ok(
    parts.value.flatMap((part) =>
      part.kind === 'picture'
        ? trimmedBands(part.picture, profile.bandRows)
        : [qr(part.text, part.mm, profile)],
    ),
  );
}

function qr(
  text: string,
  mm: number,
  { dotsPerMm, dotsPerLine }: Pick<PrinterProfile, 'dotsPerMm' | 'dotsPerLine'>,
): Uint8Array {
  const data = new TextEncoder().encode(text);
  return commands.concat([
    commands.align('center'),
    commands.qrCode(data, qrModuleDots(data.length, mm, dotsPerMm, dotsPerLine), 'M'),
    commands.align('left'),
  ]);
}

/** ROM letters are 12 x 24 dots; hanzi are twice as wide. */
const HALF_CELL = 12;
/** 24-dot hanzi are 3 mm: too small for old eyes. So nothing is printed less than double high. */
const romSizes = {
  small: { width: 1, height: 2 },
  body: { width: 2, height: 2 },
  large: { width: 2, height: 2 },
  result: { width: 2, height: 2 },
} as const;

/** White above and below a black bar, in dots. */
const BAR_MARGIN = 8;

const halfCells = (text: string): number =>
  [...text].reduce((sum, char) => sum + (char.codePointAt(0)! < 0x80 ? 1 : 2), 0);

function textSlip(lines: readonly PrintLine[], profile: PrinterProfile): Result<Uint8Array[]> {
  const pieces: Uint8Array[] = [commands.hanziOn()];
  for (const line of lines) {
    const bytes = romLine(line, profile);
    if (bytes) pieces.push(bytes);
    else {
      const drawn = pictureSlip([line], profile);
      if (!drawn.ok) return drawn;
      pieces.push(...drawn.value);
    }
  }
  return ok(pieces);
}

/** Null when the printer's letters cannot write this line. */
function romLine(line: PrintLine, profile: PrinterProfile): Uint8Array | null {
  const columns = Math.floor(profile.dotsPerLine / HALF_CELL);
  if (line.kind === 'gap') return commands.feedDots(line.mm * profile.dotsPerMm);
  if (line.kind === 'qr') return qr(line.text, line.mm, profile);
  if (line.kind === 'rule') {
    const dashes = line.style === 'solid' ? '-'.repeat(columns) : '- '.repeat(columns / 2).trimEnd();
    return romRows([dashes], profile, { width: 1, height: 1 });
  }
  if (line.kind === 'pair') {
    const wide = Math.floor(columns / 2);
    const one = `${line.label} ${line.value}`;
    const rows =
      halfCells(one) <= wide
        ? [one]
        : [line.label, ...wrapText(line.value, wide - 1, halfCells).map((row) => ` ${row}`)];
    return romRows(rows, profile, romSizes.body);
  }
  if (line.kind === 'figure') return romFigure(line, columns, profile);
  if (line.kind === 'hand') return null;
  const isInverted = line.invert ?? false;
  const edge = isInverted ? 2 : 0;
  const wide = romSizes[line.size];
  // A bar that is broken in the middle of its word is misread: rather half as wide, and as high.
  const tooWide = isInverted && halfCells(line.text) > Math.floor(columns / wide.width) - edge;
  const size = tooWide ? romSizes.small : wide;
  const rows = wrapText(line.text, Math.floor(columns / size.width) - edge, halfCells);
  // Letters that touch the edge of their black bar cannot be read.
  const text = romRows(isInverted ? rows.map((row) => ` ${row} `) : rows, profile, size);
  if (!text) return null;
  const margin = isInverted ? [commands.feedDots(BAR_MARGIN)] : [];
  return commands.concat([
    ...margin,
    commands.align(line.align),
    commands.bold(line.bold ?? false),
    commands.invert(isInverted),
    text,
    commands.invert(false),
    commands.bold(false),
    commands.align('left'),
    ...margin,
  ]);
}

/** Without its drawing: the heading, and the note a step to the right of it. */
function romFigure(
  line: Extract<PrintLine, { kind: 'figure' }>,
  columns: number,
  profile: PrinterProfile,
): Uint8Array | null {
  const wide = Math.floor(columns / romSizes.body.width);
  const heading = romRows(wrapText(line.text, wide, halfCells), profile, romSizes.large);
  const note = line.note === '' ? [] : wrapText(line.note, wide - 1, halfCells).map((row) => ` ${row}`);
  const below = romRows(note, profile, romSizes.body);
  if (!heading || !below) return null;
  return commands.concat([commands.bold(true), heading, commands.bold(false), below]);
}

function romRows(
  rows: readonly string[],
  profile: PrinterProfile,
  size: { readonly width: 1 | 2; readonly height: 1 | 2 },
): Uint8Array | null {
  const parts = [commands.characterSize(size.width, size.height)];
  for (const row of rows) {
    const bytes = encodeText(row, profile.romCharset);
    if (!bytes) return null;
    parts.push(bytes, commands.lineFeed());
  }
  return commands.concat([...parts, commands.characterSize(1, 1)]);
}
