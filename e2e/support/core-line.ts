import type { IncomingMessage } from 'node:http';
import { WebSocket } from 'ws';
import { toScreenSchema } from '../../main/contract/bridge.ts';
import type { DockOperation, DockState } from '../../main/contract/dock.ts';
import type { KioskIntent } from '../../main/contract/intent.ts';
import type { KioskSnapshot } from '../../main/contract/snapshot.ts';

/** What the core has told last. */
export interface Told {
  readonly snapshot: KioskSnapshot;
  readonly dock: DockState;
}

/** A silent core is asked about again this often, so that a condition outside of it is noticed too. */
const LOOK_AGAIN_MS = 500;

/**
 * A second screen without a picture: the test's own connection to the core, by the bridge that any screen uses. It works
 * the simulated devices, which in a branch stand beside the screen, and sees every snapshot, also those too short to be
 * read on a page.
 */
export class CoreLine {
  /** Name and value of the cookie that the token was bound to; pages of the same test are let in by it. */
  readonly cookie: { readonly name: string; readonly value: string };
  readonly #socket: WebSocket;
  readonly #waiting = new Set<() => void>();
  #snapshot: KioskSnapshot | null = null;
  #dock: DockState | null = null;
  #snapshots: KioskSnapshot[] = [];
  #closed = false;

  private constructor(socket: WebSocket, cookie: CoreLine['cookie']) {
    this.#socket = socket;
    this.cookie = cookie;
    socket.on('message', (data, isBinary) => {
      if (!isBinary) this.#receive(JSON.parse(String(data)));
    });
    socket.on('close', () => {
      this.#closed = true;
      this.#wake();
    });
  }

  /** Opens the address that the terminal said; this use of the token binds it to this line's cookie. */
  static open(url: string): Promise<CoreLine> {
    const { host, origin, hash } = new URL(url);
    const token = new URLSearchParams(hash.slice(1)).get('token') ?? '';
    const socket = new WebSocket(`ws://${host}/bridge?token=${encodeURIComponent(token)}`, { origin });
    let line: CoreLine | null = null;
    return new Promise((resolve, reject) => {
      socket.once('error', reject);
      // The first frames follow the handshake at once: listen before anything else happens.
      socket.once('upgrade', (answer: IncomingMessage) => {
        const [pair = ''] = (answer.headers['set-cookie']?.[0] ?? '').split(';');
        const [name = '', value = ''] = pair.split('=', 2);
        line = new CoreLine(socket, { name, value });
      });
      socket.once('open', () => (line ? resolve(line) : reject(new Error('no handshake'))));
    });
  }

  get told(): Told {
    if (!this.#snapshot || !this.#dock) throw new Error('the core has told nothing yet');
    return { snapshot: this.#snapshot, dock: this.#dock };
  }

  /** Every snapshot since `forget`, oldest first. */
  get history(): readonly KioskSnapshot[] {
    return this.#snapshots;
  }

  forget(): void {
    this.#snapshots = this.#snapshots.slice(-1);
  }

  dock(operation: DockOperation): void {
    this.#socket.send(JSON.stringify({ kind: 'dock', operation }));
  }

  intent(intent: KioskIntent): void {
    this.#socket.send(JSON.stringify({ kind: 'intent', intent }));
  }

  /** Resolves as soon as what was told fulfils `condition`. */
  async until(what: string, condition: (told: Told) => boolean, limitMs = 30_000): Promise<Told> {
    const end = performance.now() + limitMs;
    for (;;) {
      if (this.#snapshot && this.#dock && condition(this.told)) return this.told;
      const left = end - performance.now();
      if (left <= 0 || this.#closed) throw new Error(`the core did not come to: ${what}. ${this.#where()}`);
      await this.next(left);
    }
  }

  /** Resolves with the next frame, after half a second, or after `limitMs`. */
  next(limitMs: number): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        this.#waiting.delete(done);
        resolve();
      };
      const timer = setTimeout(done, Math.min(limitMs, LOOK_AGAIN_MS));
      this.#waiting.add(done);
    });
  }

  close(): void {
    this.#socket.close();
  }

  #receive(frame: unknown): void {
    // A frame outside of the contract is a bug of the core: it ends the test here.
    const message = toScreenSchema.parse(frame);
    if (message.kind === 'snapshot') {
      this.#snapshot = message.snapshot;
      this.#snapshots.push(message.snapshot);
    } else if (message.kind === 'dock') this.#dock = message.state;
    this.#wake();
  }

  #wake(): void {
    for (const wake of [...this.#waiting]) wake();
  }

  #where(): string {
    const { view, overlay, notice } = this.#snapshot ?? {};
    return JSON.stringify({
      closed: this.#closed,
      view,
      overlay,
      notice,
      dock: { ...this.#dock, cards: [], slips: [] },
    });
  }
}
