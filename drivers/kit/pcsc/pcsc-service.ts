import { type ChildProcess, fork } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { transportErrors } from '../errors.ts';
import { type DeviceFailure, err, failure, ok, type Result } from '../result.ts';
import type { CardChannel, TransmitOptions } from './channel.ts';
import { pcscErrors } from './errors.ts';
import { type PcscReply, type PcscRequest, pcscReplySchema, type ReaderNews } from './pcsc-messages.ts';

export interface PcscServiceOptions {
  /** Socket of a PC/SC service other than the machine's own. */
  readonly socket?: string | undefined;
  /** Node program for the child; this process's own without it. A packed Electron cannot be Node: there it must be named. */
  readonly node?: string | undefined;
}

/** Beside this file, as source or as built JavaScript. */
const program = fileURLToPath(new URL(`./pcsc-process${path.extname(import.meta.url)}`, import.meta.url));
/** A packed Electron is no Node (its fuse forbids it): what it would start is another terminal. */
const needsNode = program.includes('app.asar');
/** A call that was given up may still end by itself; a reader that is stuck is not waited for longer. */
const STUCK_MS = 1500;
/** Between the end of a child and the next one. */
const RESTART_MS = 100;
/** A child that is replaced is no news to anybody unless the next one stays silent this long. */
const REPLACE_MS = 2500;

type Outcome = Exclude<PcscReply, { kind: 'readers' }>;

/**
 * The PC/SC readers of this machine, by way of a child process (pcsc-process.ts). A call that does not come back in time is
 * given up, and when it is still stuck a little later the child is killed and started anew.
 */
export class PcscService {
  readonly #options: PcscServiceOptions;
  #child: ChildProcess | null = null;
  #news: ReaderNews | null = null;
  #lastId = 0;
  #closed = false;
  #restart: NodeJS.Timeout | null = null;
  #silent: NodeJS.Timeout | null = null;
  readonly #whenStarted = new Set<() => void>();
  readonly #waiting = new Map<number, (outcome: Outcome | 'ended') => void>();
  readonly #listeners = new Set<(news: ReaderNews | null) => void>();

  constructor(options: PcscServiceOptions = {}) {
    this.#options = options;
    this.#start();
  }

  /** Every reader there is; null until the first look, and when the child is away for longer than a moment. */
  get news(): ReaderNews | null {
    return this.#news;
  }

  onNews(listener: (news: ReaderNews | null) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async connect(reader: string, options: TransmitOptions): Promise<Result<CardChannel>> {
    const connected = await this.#ask({ op: 'connect', reader }, options, (late) => {
      if (late.kind === 'connected') void this.#disconnect(late.card);
    });
    if (!connected.ok) return connected;
    if (connected.value.kind !== 'connected') return err(failure(pcscErrors, 'E2508', 'unknown reply'));
    const { card, atr, protocol } = connected.value;
    return ok({
      atr,
      protocol,
      transmit: async (apdu, limits) => {
        const answer = await this.#ask({ op: 'transmit', card, apdu }, limits);
        if (!answer.ok) return answer;
        return answer.value.kind === 'answer'
          ? ok(answer.value.bytes)
          : err(failure(pcscErrors, 'E2508', 'unknown reply'));
      },
      disconnect: () => this.#disconnect(card),
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    if (this.#restart) clearTimeout(this.#restart);
    if (this.#silent) clearTimeout(this.#silent);
    this.#listeners.clear();
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    await new Promise<void>((resolve) => {
      child.once('exit', () => resolve());
      child.kill('SIGKILL');
    });
  }

  async #disconnect(card: number): Promise<void> {
    await this.#ask({ op: 'disconnect', card }, { limitMs: STUCK_MS });
  }

  #start(): void {
    const { socket, node } = this.#options;
    if (needsNode && node === undefined) {
      const trouble = { code: 'E2503' as const, why: 'socialCard.node is not configured' };
      setImmediate(() => this.#tell({ kind: 'readers', trouble, readers: [] }));
      return;
    }
    const child = fork(program, {
      serialization: 'advanced',
      stdio: 'ignore',
      execArgv: [],
      ...(node === undefined ? {} : { execPath: node }),
      env: { ...process.env, ...(socket === undefined ? {} : { PCSCLITE_CSOCK_NAME: socket }) },
    });
    this.#child = child;
    child.on('message', (message) => {
      const reply = pcscReplySchema.safeParse(message);
      if (!reply.success || this.#child !== child) return;
      if (reply.data.kind === 'readers') {
        if (this.#silent) clearTimeout(this.#silent);
        this.#silent = null;
        this.#tell(reply.data);
        for (const started of [...this.#whenStarted]) started();
      } else this.#waiting.get(reply.data.id)?.(reply.data);
    });
    const onEnd = (): void => {
      if (this.#child !== child) return;
      this.#child = null;
      for (const end of [...this.#waiting.values()]) end('ended');
      if (this.#closed) return;
      this.#silent ??= setTimeout(() => this.#tell(null), REPLACE_MS);
      this.#restart = setTimeout(() => this.#start(), RESTART_MS);
    };
    child.once('exit', onEnd);
    // Not started at all: told by 'error' alone.
    child.once('error', onEnd);
  }

  #tell(news: ReaderNews | null): void {
    this.#news = news;
    for (const listener of [...this.#listeners]) listener(news);
  }

  /** The child, when it is up; null when it is not within `limitMs`. */
  #running({ limitMs, signal }: TransmitOptions): Promise<ChildProcess | null> {
    if (this.#child?.connected || this.#closed) return Promise.resolve(this.#child);
    return new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        this.#whenStarted.delete(done);
        signal?.removeEventListener('abort', done);
        resolve(this.#child);
      };
      const timer = setTimeout(done, Math.min(limitMs, REPLACE_MS));
      this.#whenStarted.add(done);
      signal?.addEventListener('abort', done, { once: true });
    });
  }

  /** `onLate`: what came after nobody waited any longer. */
  async #ask(
    request: Omitted<PcscRequest>,
    { limitMs, signal }: TransmitOptions,
    onLate?: (late: Outcome) => void,
  ): Promise<Result<Outcome>> {
    const child = await this.#running({ limitMs, signal });
    if (signal?.aborted) return err(failure(transportErrors, 'E1008', request.op));
    if (!child?.connected) return err(failure(pcscErrors, 'E2504', 'being started'));
    this.#lastId += 1;
    const id = this.#lastId;
    return new Promise((resolve) => {
      const giveUp = (why: DeviceFailure): void => {
        stopWaiting();
        const stuck = setTimeout(() => {
          this.#waiting.delete(id);
          child.kill('SIGKILL');
        }, STUCK_MS);
        this.#waiting.set(id, (late) => {
          clearTimeout(stuck);
          this.#waiting.delete(id);
          if (late !== 'ended') onLate?.(late);
        });
        resolve(err(why));
      };
      const stopWaiting = (): void => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', onAbort);
      };
      const onAbort = (): void => giveUp(failure(transportErrors, 'E1008', request.op));
      const timer = setTimeout(
        () => giveUp(failure(pcscErrors, 'E2507', `${request.op}, limit ${limitMs} ms`)),
        limitMs,
      );
      signal?.addEventListener('abort', onAbort, { once: true });
      this.#waiting.set(id, (outcome) => {
        stopWaiting();
        this.#waiting.delete(id);
        if (outcome === 'ended') resolve(err(failure(pcscErrors, 'E2504', request.op)));
        else if (outcome.kind === 'failed') resolve(err(failure(pcscErrors, outcome.code, outcome.why)));
        else resolve(ok(outcome));
      });
      child.send({ ...request, id } as PcscRequest, (error) => {
        // The caller's bytes are copied into the channel by now.
        if (error) this.#waiting.get(id)?.('ended');
      });
    });
  }
}

type Omitted<T> = T extends unknown ? Omit<T, 'id'> : never;
