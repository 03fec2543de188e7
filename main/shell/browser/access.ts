import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/**
 * Who may look at the screen over loopback. A token opens the screen once: its first use binds it to the browser that
 * used it by a cookie; afterwards token AND cookie are needed, so a copied address is worth nothing.
 */
export class Access {
  #token = newSecret();
  #cookie: string | null = null;
  readonly #port: () => number;

  constructor(port: () => number) {
    this.#port = port;
  }

  get token(): string {
    return this.#token;
  }

  /** Forgets the token and the browser bound to it, for a new browser process. */
  renew(): void {
    this.#token = newSecret();
    this.#cookie = null;
  }

  /** Null when the token opens the bridge; `setCookie` is for the answer of the first use. */
  admit(
    token: string | null,
    request: IncomingMessage,
  ): { readonly setCookie: string | null } | { readonly refused: string } {
    if (!token || !same(token, this.#token)) return { refused: 'token' };
    if (this.#cookie === null) {
      this.#cookie = newSecret();
      return { setCookie: `${this.#cookieName}=${this.#cookie}; HttpOnly; SameSite=Strict; Path=/` };
    }
    return this.hasCookie(request) ? { setCookie: null } : { refused: 'token-used' };
  }

  hasCookie(request: IncomingMessage): boolean {
    const wanted = this.#cookie;
    if (!wanted) return false;
    const prefix = `${this.#cookieName}=`;
    return (request.headers.cookie ?? '')
      .split(/; */)
      .some((pair) => pair.startsWith(prefix) && same(pair.slice(prefix.length), wanted));
  }

  /** A page of another origin, or a name made to point at loopback (DNS rebinding), is told by these headers. */
  foreign(request: IncomingMessage, originNeeded: boolean): string | null {
    const hosts = ['127.0.0.1', 'localhost'].map((name) => `${name}:${this.#port()}`);
    const { host, origin } = request.headers;
    if (!host || !hosts.includes(host)) return 'host';
    if (origin === undefined ? originNeeded : origin !== `http://${host}`) return 'origin';
    const site = request.headers['sec-fetch-site'];
    return site === undefined || site === 'same-origin' || site === 'none' ? null : 'site';
  }

  /** Cookies do not know ports: two terminals on one machine must not overwrite each other's. */
  get #cookieName(): string {
    return `yinling-${this.#port()}`;
  }
}

const newSecret = (): string => randomBytes(32).toString('base64url');

function same(a: string, b: string): boolean {
  const left = Buffer.from(a);
  const right = Buffer.from(b);
  return left.length === right.length && timingSafeEqual(left, right);
}
