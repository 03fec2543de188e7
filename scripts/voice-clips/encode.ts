import { execFile } from 'node:child_process';
import { rm, writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);
const ENCODE_TIMEOUT_MS = 60_000;

/** The line to show when clips cannot be made, or null when `ffmpeg` with Opus is there. */
export async function encoderMissing(): Promise<string | null> {
  try {
    const { stdout } = await run('ffmpeg', ['-hide_banner', '-encoders'], { timeout: ENCODE_TIMEOUT_MS });
    return stdout.includes('libopus') ? null : 'ffmpeg has no libopus encoder';
  } catch {
    return 'ffmpeg is not installed (apt-get install ffmpeg)';
  }
}

/** Mono samples and the file they go to. */
export interface Encoding {
  readonly samples: Int16Array;
  readonly sampleRate: number;
  readonly file: string;
}

/** Starting ffmpeg takes longer than encoding a sentence, so that many clips share one process. */
export const BATCH = 16;

/**
 * Writes up to `BATCH` clips as Ogg Opus, 24 kbit/s. `bitexact` leaves out random stream numbers and versions, so that the
 * same samples give the same bytes.
 */
export async function encodeOpus(batch: readonly Encoding[]): Promise<void> {
  const raw = (file: string): string => `${file}.raw`;
  const inputs = batch.flatMap(({ file, sampleRate }) => {
    return ['-f', 's16le', '-ar', String(sampleRate), '-ac', '1', '-i', raw(file)];
  });
  const opus = ['-c:a', 'libopus', '-b:a', '24k', '-application', 'voip'];
  const exact = ['-map_metadata', '-1', '-fflags', '+bitexact', '-flags:a', '+bitexact'];
  const outputs = batch.flatMap(({ file }, index) => {
    return ['-map', `${index}:a`, ...opus, ...exact, '-f', 'ogg', file];
  });
  try {
    for (const { file, samples } of batch)
      await writeFile(raw(file), Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength));
    await run('ffmpeg', ['-hide_banner', '-loglevel', 'error', '-nostdin', '-y', ...inputs, ...outputs], {
      timeout: ENCODE_TIMEOUT_MS,
    });
  } finally {
    for (const { file } of batch) await rm(raw(file), { force: true });
  }
}
