import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  watch,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { freePortPair } from './free-ports.ts';

/** One reader of vpcd: `port` of its first slot on this machine; the next port is its second slot. */
export interface VirtualReader {
  readonly name: string;
  readonly port: number;
}

export interface PrivatePcscd {
  /** For PCSCLITE_CSOCK_NAME of whoever is to see these readers. */
  readonly socket: string;
  readonly readers: readonly VirtualReader[];
  /** Ends the service, as pulling out every reader and stopping pcscd does. */
  stop(): Promise<void>;
  /** Starts it again with the same readers at the same address. Does nothing when it runs. */
  start(): Promise<void>;
  /** Ends it for good and removes its folder. */
  close(): Promise<void>;
}

const START_LIMIT_MS = 8000;
const PORT_TRIES = 3;
const libraryFolder = '/usr/lib/pcsc/drivers/serial';

// pcscd puts its socket into /run/pcscd, which belongs to the machine's own one. In a mount namespace of its own that
// folder is another: $1. /run itself is covered where it has no such folder, so that nothing is made outside. The shell
// stands between so that the service never outlives its owner: when the owner is killed, `read` meets the end of its
// standard input, and the shell takes pcscd down and removes the folder. A line says that the owner wants to go on.
const SERVICE_SCRIPT = [
  'if [ ! -d /run/pcscd ]; then mount -t tmpfs tmpfs /run && mkdir /run/pcscd; fi || exit 126',
  'mount --bind "$1" /run/pcscd || exit 126',
  'pcscd --foreground --config "$2" >"$1/log" 2>&1 & p=$!',
  'read -r line; alive=$?; kill -9 $p; wait $p; [ $alive = 0 ] || rm -rf "$3"',
].join('\n');

/**
 * A PC/SC service of one's own with virtual readers, beside the machine's. Rejects, and says why, where that cannot be:
 * not Linux, pcscd or vpcd not installed, no right to a namespace of one's own.
 */
export async function openPrivatePcscd(names: readonly string[]): Promise<PrivatePcscd> {
  const library = findLibrary();
  const asRoot = process.getuid?.() === 0 ? ['-m'] : ['-rm'];
  for (let attempt = 1; ; attempt += 1) {
    const dir = mkdtempSync(path.join(tmpdir(), 'yinling-pcsc-'));
    const readers: VirtualReader[] = [];
    for (const name of names)
      readers.push({ name, port: await freePortPair(readers.map(({ port }) => port)) });
    const run = path.join(dir, 'run');
    const conf = path.join(dir, 'conf');
    mkdirSync(run);
    mkdirSync(conf);
    const blocks = readers.map((reader, i) => {
      // vpcd keeps its sockets by slot number in variables of the library: two readers on one would share the last one's.
      const own = path.join(dir, `libifdvpcd-${i}.so`);
      copyFileSync(library, own);
      return block(reader, own);
    });
    writeFileSync(path.join(conf, 'readers'), blocks.join('\n'));
    const service = new Service(asRoot, run, conf);
    try {
      await service.start();
      return {
        socket: service.socket,
        readers,
        start: () => service.start(),
        stop: () => service.stop(),
        close: async () => {
          await service.stop();
          rmSync(dir, { recursive: true, force: true });
        },
      };
    } catch (error) {
      await service.stop();
      rmSync(dir, { recursive: true, force: true });
      // Somebody may have taken a port in between.
      if (attempt >= PORT_TRIES) throw error;
    }
  }
}

class Service {
  readonly socket: string;
  readonly #args: readonly string[];
  readonly #run: string;
  #child: ChildProcess | null = null;
  #turn: Promise<void> = Promise.resolve();

  constructor(namespace: readonly string[], run: string, conf: string) {
    this.#run = run;
    this.socket = path.join(run, 'pcscd.comm');
    this.#args = [...namespace, 'sh', '-c', SERVICE_SCRIPT, 'sh', run, conf, path.dirname(run)];
  }

  start(): Promise<void> {
    return this.#inTurn(async () => {
      this.#child ??= await this.#launch();
    });
  }

  stop(): Promise<void> {
    return this.#inTurn(async () => {
      const child = this.#child;
      this.#child = null;
      if (child && child.exitCode === null && child.signalCode === null)
        await new Promise<void>((resolve) => {
          child.once('exit', () => resolve());
          child.stdin?.end('stop\n');
        });
      for (const file of ['pcscd.comm', 'pcscd.pid']) rmSync(path.join(this.#run, file), { force: true });
    });
  }

  #inTurn(step: () => Promise<void>): Promise<void> {
    const next = this.#turn.then(step);
    this.#turn = next.catch(() => undefined);
    return next;
  }

  #launch(): Promise<ChildProcess> {
    const { socket } = this;
    return new Promise((resolve, reject) => {
      const child = spawn('unshare', [...this.#args], {
        stdio: ['pipe', 'ignore', 'ignore'],
        env: withSbin(),
      });
      const watcher = watch(this.#run, check);
      const timer = setTimeout(() => fail('no socket in time'), START_LIMIT_MS);
      child.once('error', (error) => fail(error.message));
      child.once('exit', onExit);
      check();

      function settle(): void {
        clearTimeout(timer);
        watcher.close();
        child.off('exit', onExit);
      }
      function onExit(code: number | null): void {
        fail(code === 126 ? 'no right to mount' : `unshare ended with ${code}`);
      }
      function fail(why: string): void {
        settle();
        child.stdin?.destroy();
        reject(new Error(`no PC/SC service of our own: ${why}`));
      }
      function check(): void {
        if (!existsSync(socket)) return;
        settle();
        resolve(child);
      }
    });
  }
}

/** Services lie where the PATH of an ordinary user does not look. */
const withSbin = (): NodeJS.ProcessEnv => ({
  ...process.env,
  PATH: `${process.env.PATH ?? ''}:/usr/sbin:/sbin`,
});

function findLibrary(): string {
  if (process.platform !== 'linux') throw new Error('no PC/SC service of our own: Linux only');
  if (spawnSync('pcscd', ['--version'], { stdio: 'ignore', env: withSbin() }).status !== 0)
    throw new Error('no PC/SC service of our own: pcscd is not installed');
  const file = existsSync(libraryFolder)
    ? readdirSync(libraryFolder).find((name) => /^libifdvpcd\.so/.test(name))
    : undefined;
  if (!file) throw new Error('no PC/SC service of our own: vsmartcard-vpcd is not installed');
  return path.join(libraryFolder, file);
}

function block({ name, port }: VirtualReader, library: string): string {
  const channel = `0x${port.toString(16).toUpperCase()}`;
  return [
    `FRIENDLYNAME "${name}"`,
    `DEVICENAME /dev/null:${channel}`,
    `LIBPATH ${library}`,
    `CHANNELID ${channel}`,
    '',
  ].join('\n');
}
