import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type Fingerprint, fingerprintSchema } from './fingerprint.ts';

export interface LoadedFingerprints {
  readonly fingerprints: readonly Fingerprint[];
  /** Files that say nothing usable, with the first thing that is wrong. The others count all the same. */
  readonly refused: readonly { readonly file: string; readonly why: string }[];
}

/** drivers/, which the built program has too. */
const driversDir = path.join(import.meta.dirname, '..', '..');

/** The shipped fingerprints and those of a terminal's own folder, which replace shipped ones of the same id. */
export function loadFingerprints(ownDir?: string): LoadedFingerprints {
  const shipped = namesIn(driversDir).flatMap((kind) => jsonIn(path.join(driversDir, kind, 'fingerprints')));
  const own = ownDir === undefined ? [] : jsonIn(ownDir);
  const found = new Map<string, Fingerprint>();
  const refused: { file: string; why: string }[] = [];
  if (ownDir !== undefined && own.length === 0)
    refused.push({ file: ownDir, why: 'no such folder, or no .json file in it' });
  for (const file of [...shipped, ...own]) {
    const read = readFingerprint(file);
    if ('why' in read) refused.push({ file, why: read.why });
    else found.set(read.fingerprint.id, read.fingerprint);
  }
  return { fingerprints: [...found.values()].sort((a, b) => (a.id < b.id ? -1 : 1)), refused };
}

function readFingerprint(file: string): { fingerprint: Fingerprint } | { why: string } {
  let value: unknown;
  try {
    // Editors on Windows put a byte order mark before the text, which JSON does not know.
    value = JSON.parse(readFileSync(file, 'utf8').replace(/^\uFEFF/, ''));
  } catch (error) {
    return { why: error instanceof SyntaxError ? 'not JSON' : 'cannot be read' };
  }
  const parsed = fingerprintSchema.safeParse(value);
  if (parsed.success) return { fingerprint: parsed.data };
  const [issue] = parsed.error.issues;
  return { why: `${issue?.path.join('.') || 'fingerprint'}: ${issue?.message ?? 'not valid'}` };
}

const jsonIn = (folder: string): string[] =>
  namesIn(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => path.join(folder, name));

/** Sorted; nothing when there is no such folder. */
function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}
