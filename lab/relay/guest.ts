import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { WorkerLauncher, WorkerProcess } from '../../main/ports/worker.ts';
import { frameOf, frameReader, type GuestWord, type HostWord, RELAY_PORT } from './frames.ts';

/** The guest's end of the line to the host: starts workers there. */
export interface HostWorkers {
  readonly launcher: WorkerLauncher;
  /** Ends the line and with it the workers. */
  stop(): void;
}

/** @param onOutput gets what the workers write, line by line */
export function hostWorkers(onOutput: (line: string) => void): HostWorkers {
  // The port may be opened once only, and Node would keep a thread waiting in it for ever: two small programs share it.
  const line = spawn('sh', ['-c', 'exec 3<>"$0"; cat <&3 & exec cat >&3', portNode()], {
    stdio: ['pipe', 'pipe', 'inherit'],
    detached: true,
  });
  line.on('error', () => undefined);
  line.stdin.on('error', () => undefined);
  const tell = (word: GuestWord): void => void line.stdin.write(frameOf(word));
  const hearing = new Map<number, (word: HostWord) => void>();
  line.stdout.on(
    'data',
    frameReader<HostWord>((word) => hearing.get(word.worker)?.(word)),
  );
  let last = 0;
  return {
    launcher: (name, argument): WorkerProcess => {
      last += 1;
      const worker = last;
      const messages = new Set<(message: unknown) => void>();
      const exits = new Set<Parameters<WorkerProcess['onExit']>[0]>();
      hearing.set(worker, (word) => {
        if (word.said === 'output') onOutput(`${name}: ${word.line}`);
        else if (word.said === 'message') for (const listener of messages) listener(word.message);
        else {
          hearing.delete(worker);
          for (const listener of exits) listener(word);
        }
      });
      tell({ do: 'start', worker, name, argument });
      return {
        pid: undefined,
        post: (message) => tell({ do: 'post', worker, message }),
        onMessage: (listener) => void messages.add(listener),
        onExit: (listener) => void exits.add(listener),
        kill: (signal) => tell({ do: 'kill', worker, signal }),
      };
    },
    stop: () => {
      try {
        if (line.pid !== undefined) process.kill(-line.pid, 'SIGKILL');
      } catch {
        // Ended already.
      }
    },
  };
}

const PORTS = '/sys/class/virtio-ports';

function portNode(): string {
  const name = readdirSync(PORTS).find(
    (port) => readFileSync(path.join(PORTS, port, 'name'), 'utf8').trim() === RELAY_PORT,
  );
  if (name === undefined) throw new Error('this guest has no line to the host');
  return `/dev/${name}`;
}
