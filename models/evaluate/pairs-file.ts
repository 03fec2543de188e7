import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { err, failure, ok, type Result } from '../../drivers/kit/result.ts';
import { visionErrors } from '../errors.ts';

interface FacePair {
  /** Absolute paths. */
  readonly a: string;
  readonly b: string;
  /** True when both pictures show one person. */
  readonly genuine: boolean;
}

/** The last field is the label; the two before are paths, in quotation marks where they hold a comma. */
const LINE = /^\s*(?:"([^"]+)"|([^",]+?))\s*,\s*(?:"([^"]+)"|([^",]+?))\s*,\s*([01])\s*$/;

/**
 * Reads lines `a,b,1` (one person) or `a,b,0` (two), paths relative to the file. Empty lines and lines that begin with
 * `#` are left out, and so is a first line that names the columns. Fails with E5301 or, naming the line, E5302.
 */
export async function readPairs(file: string): Promise<Result<FacePair[]>> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    return err(
      failure(visionErrors, 'E5301', `pairs file, ${(error as NodeJS.ErrnoException).code ?? 'unreadable'}`),
    );
  }
  const folder = dirname(resolve(file));
  const pairs: FacePair[] = [];
  for (const [index, line] of text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .entries()) {
    if (line.trim() === '' || line.startsWith('#')) continue;
    const match = LINE.exec(line);
    if (match === null) {
      if (index === 0 && !/[01]\s*$/.test(line)) continue;
      return err(failure(visionErrors, 'E5302', `line ${index + 1}`));
    }
    const [, quotedA, plainA, quotedB, plainB, label] = match;
    pairs.push({
      a: resolve(folder, (quotedA ?? plainA)!),
      b: resolve(folder, (quotedB ?? plainB)!),
      genuine: label === '1',
    });
  }
  return ok(pairs);
}
