import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { openRelay } from '../relay/host.ts';
import { type Accelerator, thisAccelerator } from './accelerator.ts';
import { CODE_FILE, guestScript, KEPT_FILE } from './guest-script.ts';

/** One run of one command in a guest that is booted for it and gone afterwards. */
export interface GuestRun {
  /** Program and arguments, run by root in `folder`. */
  readonly command: readonly string[];
  /** The checkout: working folder of the command, at the same path in the guest. */
  readonly folder: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Kernel and first root: see lab/setup. */
  readonly machine: string;
  /** An empty folder; the guest writes there under the path `GUEST_OUT`. */
  readonly out: string;
  /** A folder of which nothing that the guest writes is lost, as all else is. */
  readonly keep?: string;
  readonly memoryMb: number;
  readonly limitMs: number;
  /** Ends the guest at once. */
  readonly signal?: AbortSignal;
}

export interface GuestEnd {
  /** The command's exit code; null when the guest left none: it crashed, was ended or ran out of time. */
  readonly code: number | null;
  readonly timedOut: boolean;
  readonly accelerator: Accelerator;
}

/** Boots, runs, waits until the guest has switched itself off. What the guest says on its console goes to `say`. */
export async function runInGuest(run: GuestRun, say: (text: string) => void): Promise<GuestEnd> {
  // Programs that the guest runs as another user write there too.
  chmodSync(run.out, 0o755);
  writeFileSync(path.join(run.out, 'run.sh'), guestScript(run));
  const accelerator = thisAccelerator();
  const relay = await openRelay(say);
  // A guest whose starter was killed must not go on: the kernel ends it then.
  const qemu = spawn(
    'setpriv',
    ['--pdeathsig', 'KILL', 'qemu-system-x86_64', ...qemuWords(run, accelerator), ...relay.qemuWords],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  qemu.stdout.setEncoding('utf8').on('data', say);
  qemu.stderr.setEncoding('utf8').on('data', say);
  const timedOut = await ended(qemu, run).finally(() => relay.stop());
  if (run.keep !== undefined && existsSync(path.join(run.out, KEPT_FILE))) {
    mkdirSync(run.keep, { recursive: true });
    spawnSync('tar', ['-xf', path.join(run.out, KEPT_FILE), '-C', run.keep]);
  }
  return { code: readCode(path.join(run.out, CODE_FILE)), timedOut, accelerator };
}

function qemuWords(run: GuestRun, accelerator: Accelerator): string[] {
  const share = (tag: string, folder: string, options: string): string[] => [
    '-virtfs',
    `local,path=${folder},mount_tag=${tag},security_model=none,multidevs=remap${options}`,
  ];
  const processor =
    accelerator === 'kvm'
      ? ['-accel', 'kvm', '-cpu', 'host']
      : ['-accel', 'tcg,thread=multi,tb-size=512', '-cpu', 'max'];
  return [
    ...['-M', 'q35', ...processor, '-smp', '2', '-m', String(run.memoryMb)],
    ...['-nodefaults', '-nic', 'none', '-display', 'none', '-serial', 'stdio', '-no-reboot'],
    ...['-kernel', path.join(run.machine, 'kernel'), '-initrd', path.join(run.machine, 'initrd')],
    ...['-append', 'console=ttyS0 quiet loglevel=3 panic=-1 reboot=t mitigations=off'],
    ...share('host', '/', ',readonly=on'),
    ...share('out', run.out, ''),
  ];
}

/** Resolves true when the guest had to be ended because its time was over. */
function ended(qemu: ChildProcess, { limitMs, signal }: GuestRun): Promise<boolean> {
  return new Promise((resolve, reject) => {
    let timedOut = false;
    const end = (): void => void qemu.kill('SIGKILL');
    const timer = setTimeout(() => {
      timedOut = true;
      end();
    }, limitMs);
    signal?.addEventListener('abort', end, { once: true });
    const settle = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', end);
    };
    qemu.once('error', (error) => {
      settle();
      reject(error);
    });
    qemu.once('exit', () => {
      settle();
      resolve(timedOut);
    });
  });
}

function readCode(file: string): number | null {
  if (!existsSync(file)) return null;
  const text = readFileSync(file, 'utf8').trim();
  return /^\d+$/.test(text) ? Number(text) : null;
}
