import { type ChildProcess, fork } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { transportErrors } from '../../kit/errors.ts';
import { err, failure, ok, type Result } from '../../kit/result.ts';
import { idCardErrors } from '../errors.ts';
import { type CardPhoto, isWlt, notDecodable, type PhotoDecoder } from './photo-decoder.ts';
import { type VendorReply, type VendorRequest, vendorReplySchema } from './vendor-messages.ts';
import { type PixelOptions, photoFromBmp, photoFromRaw } from './vendor-pixels.ts';

interface VendorDecoderOptions extends PixelOptions {
  /** Path of the library that came with the reader (libwlt2bmp.so, libWltRS.so …). */
  readonly library: string;
  /** `_Unpack(src, n, dst, length)` gives a BMP; `unpack(wlt, out, bmpSave)` gives raw pixels. Both return 1 for success. */
  readonly entry: '_Unpack' | 'unpack';
  /** Milliseconds for one photo; 3000 by default. */
  readonly limitMs?: number;
  /**
   * Node program for the child; this process's own without it. A packed Electron cannot be Node (its fuse forbids it), so
   * there it must be named.
   */
  readonly node?: string;
  /** The child program; tests put another in its place. */
  readonly program?: string;
}

const DEFAULT_LIMIT_MS = 3000;
/** Beside this file, as source or as built JavaScript. */
const defaultProgram = fileURLToPath(
  new URL(`./vendor-process${path.extname(import.meta.url)}`, import.meta.url),
);

/**
 * Decodes through the reader vendor's own library, in a child process that is started when it is first needed and started
 * anew after a crash (E2202) or after it was killed for hanging (E2203).
 */
export class VendorPhotoDecoder implements PhotoDecoder {
  readonly name = 'vendor';
  readonly #options: VendorDecoderOptions;
  #child: ChildProcess | null = null;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(options: VendorDecoderOptions) {
    this.#options = options;
  }

  decode(wlt: Uint8Array, signal?: AbortSignal): Promise<Result<CardPhoto>> {
    if (!isWlt(wlt)) return Promise.resolve(notDecodable('these are not the photo bytes of a real card'));
    const mine = this.#turn.then(() => this.#decode(wlt, signal));
    this.#turn = mine.catch(() => undefined);
    return mine;
  }

  close(): Promise<void> {
    const child = this.#child;
    this.#child = null;
    if (!child || child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
    return new Promise((resolve) => {
      child.once('exit', () => resolve());
      child.kill('SIGKILL');
    });
  }

  async #decode(wlt: Uint8Array, signal?: AbortSignal): Promise<Result<CardPhoto>> {
    const { library, entry } = this.#options;
    if (!this.#child) {
      this.#child = fork(this.#options.program ?? defaultProgram, {
        serialization: 'advanced',
        stdio: 'ignore',
        ...(this.#options.node === undefined ? {} : { execPath: this.#options.node }),
      });
      const loaded = await this.#ask(this.#child, { kind: 'load', library, entry }, signal);
      if (!loaded.ok) return loaded;
      if (loaded.value.kind !== 'loaded') {
        await this.close();
        const why = loaded.value.kind === 'notLoaded' ? loaded.value.why : loaded.value.kind;
        return err(failure(idCardErrors, 'E2201', why));
      }
    }
    const reply = await this.#ask(this.#child, { kind: 'decode', wlt }, signal);
    if (!reply.ok) return reply;
    if (reply.value.kind === 'refused') {
      return err(failure(idCardErrors, 'E2204', `returned ${reply.value.returned}`));
    }
    if (reply.value.kind !== 'pixels') return err(failure(idCardErrors, 'E2204', 'no pixels'));
    const read = entry === '_Unpack' ? photoFromBmp : photoFromRaw;
    const photo = read(reply.value.pixels, this.#options);
    return photo ? ok(photo) : err(failure(idCardErrors, 'E2204', 'not a picture of 102 by 126'));
  }

  /** One message and its reply; every way in which there is none kills the child. */
  async #ask(
    child: ChildProcess,
    request: VendorRequest,
    signal?: AbortSignal,
  ): Promise<Result<VendorReply>> {
    const limitMs = this.#options.limitMs ?? DEFAULT_LIMIT_MS;
    const reply = await new Promise<Result<VendorReply>>((resolve) => {
      const settle = (result: Result<VendorReply>): void => {
        clearTimeout(timer);
        child.off('message', onMessage);
        child.off('exit', onExit);
        child.off('error', onExit);
        signal?.removeEventListener('abort', onAbort);
        resolve(result);
      };
      const onMessage = (message: unknown): void => {
        const parsed = vendorReplySchema.safeParse(message);
        settle(parsed.success ? ok(parsed.data) : err(failure(idCardErrors, 'E2204', 'unknown reply')));
      };
      const onExit = (code: unknown, by?: unknown): void =>
        settle(err(failure(idCardErrors, 'E2202', `exit ${String(code)}, signal ${String(by)}`)));
      const onAbort = (): void => settle(err(failure(transportErrors, 'E1008', 'photo')));
      const timer = setTimeout(
        () => settle(err(failure(idCardErrors, 'E2203', `limit ${limitMs} ms`))),
        limitMs,
      );
      child.on('message', onMessage);
      child.once('exit', onExit);
      child.once('error', onExit);
      signal?.addEventListener('abort', onAbort, { once: true });
      if (signal?.aborted) onAbort();
      else child.send(request, (error) => error && onExit(error.message));
    });
    if (!reply.ok) await this.close();
    return reply;
  }
}
