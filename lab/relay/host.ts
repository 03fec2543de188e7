import { mkdtempSync, rmSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { WorkerProcess } from '../../main/ports/worker.ts';
import { workerEntries } from '../../main/workers/entries.ts';
import { forkLauncher } from '../../main/workers/fork-launcher.ts';
import { frameOf, frameReader, type GuestWord, type HostWord, RELAY_PORT } from './frames.ts';

/** The host's end of a serial line into the guest, over which the guest starts workers here. */
export interface Relay {
  /** What QEMU has to be told; it connects by itself. */
  readonly qemuWords: readonly string[];
  /** Ends the workers that still run. */
  stop(): void;
}

/**
 * Opens the line. A worker that only computes (the vision worker) has no device, and software emulation makes it 30 to 50 times
 * slower: it may run on the host, as the same process with the same messages. Nothing is started before the guest asks.
 */
export async function openRelay(say: (text: string) => void): Promise<Relay> {
  const folder = mkdtempSync(path.join(tmpdir(), 'yinling-relay-'));
  const socket = path.join(folder, 'line');
  const lines = new Set<net.Socket>();
  const server = net.createServer((line) => {
    lines.add(line);
    const end = serve(line, say);
    line.on('error', () => undefined);
    line.once('close', () => {
      lines.delete(line);
      end();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(socket, resolve);
  });
  return {
    qemuWords: [
      ...['-device', 'virtio-serial-pci', '-chardev', `socket,id=relay,path=${socket}`],
      ...['-device', `virtserialport,chardev=relay,name=${RELAY_PORT}`],
    ],
    stop: () => {
      for (const line of lines) line.destroy();
      server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Does what the guest asks for on this line; the returned function ends all workers. */
function serve(line: net.Socket, say: (text: string) => void): () => void {
  const workers = new Map<number, WorkerProcess>();
  const tell = (word: HostWord): void => {
    if (!line.destroyed) line.write(frameOf(word));
  };
  line.on(
    'data',
    frameReader<GuestWord>((word) => {
      if (word.do === 'start') {
        const { worker, name, argument } = word;
        say(`lab: the ${name} worker of the guest runs on the host\n`);
        const launch = forkLauncher({
          entries: workerEntries(),
          onOutput: (_name, text) => tell({ said: 'output', worker, line: text }),
        });
        const process = launch(name, argument);
        workers.set(worker, process);
        process.onMessage((message) => tell({ said: 'message', worker, message }));
        process.onExit(({ code, signal }) => {
          workers.delete(worker);
          tell({ said: 'exit', worker, code, signal });
        });
      } else if (word.do === 'post') workers.get(word.worker)?.post(word.message);
      else workers.get(word.worker)?.kill(word.signal);
    }),
  );
  return () => {
    for (const process of workers.values()) process.kill('SIGKILL');
  };
}
