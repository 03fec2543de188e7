import { transportErrors } from '../../errors.ts';
import { Listeners } from '../../listeners.ts';
import { err, failure, ok, type Result } from '../../result.ts';
import { errnoOf, libusb, type RawDevice } from './library.ts';

/**
 * One device between plugging in and pulling out: opened once for all of its interfaces that are in use, each claimed for itself.
 * Claims and releases go one after the other, so that whoever opens again waits for whoever is still closing.
 */
export class SystemDevice {
  readonly raw: RawDevice;
  readonly #claimed = new Map<number, { readonly detached: boolean }>();
  readonly #goneListeners = new Listeners<void>();
  #open = false;
  #gone = false;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(raw: RawDevice) {
    this.raw = raw;
  }

  get gone(): boolean {
    return this.#gone;
  }

  onGone(listener: () => void): () => void {
    return this.#goneListeners.add(listener);
  }

  /** It was pulled out; the kernel ends whatever is pending. */
  leave(): void {
    if (this.#gone) return;
    this.#gone = true;
    this.#goneListeners.tell();
  }

  /** Takes the interface for us alone; the kernel's driver lets it go until `release`. E1001..E1004. */
  claim(number: number): Promise<Result<void>> {
    return this.#inTurn(async () => {
      if (this.#gone) return err(failure(transportErrors, 'E1001'));
      if (this.#claimed.has(number)) return err(failure(transportErrors, 'E1002'));
      let detached = false;
      try {
        this.#openOnce();
        if (this.#isKernelDriverActive(number)) {
          this.raw.__detachKernelDriver(number);
          detached = true;
        }
        this.raw.__claimInterface(number);
      } catch (error) {
        if (detached) this.#giveBack(number);
        this.#closeUnused();
        return err(failure(transportErrors, openCode(error)));
      }
      this.#claimed.set(number, { detached });
      return ok(undefined);
    });
  }

  /** Gives the interface back to the kernel. No transfer may be pending on it. */
  release(number: number): Promise<void> {
    return this.#inTurn(async () => {
      const claim = this.#claimed.get(number);
      if (!claim) return;
      if (!this.#gone) {
        await new Promise<void>((resolve) => {
          try {
            this.raw.__releaseInterface(number, () => resolve());
          } catch {
            resolve();
          }
        });
        if (claim.detached) this.#giveBack(number);
      }
      this.#claimed.delete(number);
      this.#closeUnused();
    });
  }

  #openOnce(): void {
    if (!this.#open) this.raw.__open();
    this.#open = true;
  }

  #closeUnused(): void {
    if (!this.#open || this.#claimed.size > 0) return;
    try {
      this.raw.__close();
      this.#open = false;
    } catch {
      // A transfer that the kernel never gave back keeps it open until the process ends.
    }
  }

  #isKernelDriverActive(number: number): boolean {
    try {
      return this.raw.__isKernelDriverActive(number);
    } catch (error) {
      // Systems on which no kernel driver can be told from none say "not supported".
      if (errnoOf(error) === libusb.errorNoDevice) throw error;
      return false;
    }
  }

  #giveBack(number: number): void {
    try {
      this.raw.__attachKernelDriver(number);
    } catch {
      // The kernel's driver does not want it any more, or the device has gone.
    }
  }

  #inTurn<T>(step: () => Promise<T>): Promise<T> {
    const next = this.#turn.then(step);
    this.#turn = next.catch(() => undefined);
    return next;
  }
}

function openCode(error: unknown): 'E1001' | 'E1002' | 'E1003' | 'E1004' {
  const errno = errnoOf(error);
  if (errno === libusb.errorAccess) return 'E1003';
  if (errno === libusb.errorBusy) return 'E1002';
  return errno === libusb.errorNoDevice || errno === libusb.errorNotFound ? 'E1001' : 'E1004';
}
