import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import path from 'node:path';
import type { DeviceFailure, Result } from '../kit/result.ts';
import { err, failure, ok } from '../kit/result.ts';
import { type CameraErrorCode, cameraErrors } from './errors.ts';

/** A running capture program that writes pictures to its standard output. */
export interface CaptureProcess {
  readonly pid: number | undefined;
  /** Why it ended, from what it said last; for a running one, what its words so far point to. */
  reason(): DeviceFailure;
  /** Kills it; resolves when it is gone. */
  kill(): Promise<void>;
}

const STDERR_KEPT = 2000;

/**
 * Starts the capture program. It cannot outlive this process: on Linux the kernel kills it with its parent (`setpriv
 * --pdeathsig`), also after a SIGKILL; on Windows Node's job object does. Elsewhere it dies at its next write.
 */
export function startCapture(
  program: string,
  args: readonly string[],
  onBytes: (bytes: Uint8Array) => void,
  onEnd: (why: DeviceFailure) => void,
): CaptureProcess {
  const [file, fileArgs] = boundToParent(program, args);
  const child = spawn(file, fileArgs, { stdio: ['ignore', 'pipe', 'pipe'], windowsHide: true });
  let said = '';
  let gone = false;
  let release: () => void = () => undefined;
  const ended = new Promise<void>((resolve) => {
    release = resolve;
  });
  child.stdout.on('data', (chunk: Buffer) => onBytes(chunk));
  child.stdout.on('error', () => undefined);
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-STDERR_KEPT);
  });
  const finish = (why: DeviceFailure): void => {
    if (gone) return;
    gone = true;
    release();
    onEnd(why);
  };
  child.once('error', (error) => finish(failure(cameraErrors, 'E3001', error.message)));
  child.once('close', (code) => finish(endReason(said, code)));
  return {
    pid: child.pid,
    reason: () => endReason(said, child.exitCode),
    kill: () => {
      if (!gone) end(child);
      return ended;
    },
  };
}

function end(child: ChildProcess): void {
  // A reader that stopped reading must not keep the 'close' event from coming.
  child.stdout?.resume();
  child.kill('SIGKILL');
}

/** Finds a program as a shell would; null when there is none. */
export function findProgram(program: string): string | null {
  const names = process.platform === 'win32' ? [`${program}.exe`, program] : [program];
  const folders = path.isAbsolute(program) ? [''] : (process.env.PATH ?? '').split(path.delimiter);
  for (const folder of folders)
    for (const name of names) {
      const file = path.isAbsolute(program) ? program : path.join(folder, name);
      try {
        accessSync(file, constants.X_OK);
        return file;
      } catch {
        // Not here: the next folder.
      }
    }
  return null;
}

/** The first line of `program -version`. */
export function programVersion(
  program: string,
  limitMs: number,
  signal?: AbortSignal,
): Promise<Result<string>> {
  const options = { timeout: limitMs, killSignal: 'SIGKILL', windowsHide: true, signal } as const;
  return new Promise((resolve) => {
    execFile(program, ['-version'], options, (error, stdout) => {
      const line = stdout.split('\n')[0]?.trim() ?? '';
      if (error || line === '') resolve(err(failure(cameraErrors, 'E3001', `${program} -version failed`)));
      else resolve(ok(line.slice(0, 120)));
    });
  });
}

function boundToParent(program: string, args: readonly string[]): [string, string[]] {
  const setpriv = process.platform === 'linux' ? findProgram('setpriv') : null;
  return setpriv ? [setpriv, ['--pdeathsig', 'KILL', program, ...args]] : [program, [...args]];
}

/** ffmpeg's words for what went wrong, first match wins. */
const WORDS: readonly (readonly [RegExp, CameraErrorCode])[] = [
  [/Device or resource busy|in use by another|Could not run graph/i, 'E3003'],
  [/Permission denied|Operation not permitted|Access is denied/i, 'E3004'],
  [
    /No such file|No such device|Connection refused|Could not find video device|Cannot open video device/i,
    'E3002',
  ],
  [/Input\/output error|Could not enumerate|Not a video capture device/i, 'E3002'],
  [/Invalid data found|No JPEG data found|error while decoding|Error while decoding/i, 'E3010'],
];

function endReason(said: string, exitCode: number | null): DeviceFailure {
  const code = WORDS.find(([words]) => words.test(said))?.[1] ?? 'E3005';
  const lastLine = said.trim().split('\n').at(-1)?.slice(-200) ?? '';
  const how = exitCode === null ? 'no exit code' : `exit code ${exitCode}`;
  return failure(cameraErrors, code, lastLine === '' ? how : `${how}, ${lastLine}`);
}
