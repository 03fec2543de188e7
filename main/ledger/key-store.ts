import { randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fstatSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { fail, ok, type Result } from '../contract/failure.ts';
import { ledgerFailure } from './errors.ts';

/** Keeps the 32-byte master key of the ledger. All failures are E7007. */
export interface KeyStore {
  /** Null when no key was ever made. */
  load(): Result<Uint8Array | null>;
  /** Makes and keeps a new key; never replaces one. Durable when it returns. */
  create(): Result<Uint8Array>;
}

/** What Electron's `safeStorage` offers of the platform's key chain. */
export interface PlatformVault {
  isEncryptionAvailable(): boolean;
  encryptString(text: string): Buffer;
  decryptString(encrypted: Buffer): string;
}

const keyBytes = 32;

/** The key in a file that only its owner may read (0600). For the demo, and where the platform keeps no keys. */
export const fileKeyStore = (file: string): KeyStore => ({
  load: () => readSecret(file, (bytes) => bytes),
  create: () => createSecret(file, (key) => key),
});

/** The key in a file that only the platform's key chain can decrypt. */
export const platformKeyStore = (file: string, vault: PlatformVault): KeyStore => ({
  load: () =>
    vault.isEncryptionAvailable()
      ? readSecret(file, (bytes) => Buffer.from(vault.decryptString(Buffer.from(bytes)), 'base64'))
      : fail(ledgerFailure('E7007', 'the platform offers no encryption')),
  create: () =>
    vault.isEncryptionAvailable()
      ? createSecret(file, (key) => vault.encryptString(Buffer.from(key).toString('base64')))
      : fail(ledgerFailure('E7007', 'the platform offers no encryption')),
});

function readSecret(file: string, decode: (bytes: Uint8Array) => Uint8Array): Result<Uint8Array | null> {
  let handle: number;
  try {
    handle = openSync(file, 'r');
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    return code === 'ENOENT' ? ok(null) : fail(ledgerFailure('E7007', code));
  }
  try {
    // Windows has no such bits; there the folder's rights protect the file.
    if (process.platform !== 'win32' && (fstatSync(handle).mode & 0o077) !== 0) {
      return fail(ledgerFailure('E7007', 'others may read the key file; set it to 0600'));
    }
    const key = decode(readFileSync(handle));
    return key.length === keyBytes ? ok(key) : fail(ledgerFailure('E7007', 'the key has a wrong length'));
  } catch (cause) {
    return fail(ledgerFailure('E7007', cause instanceof Error ? cause.name : 'unknown'));
  } finally {
    closeSync(handle);
  }
}

function createSecret(file: string, encode: (key: Uint8Array) => Uint8Array): Result<Uint8Array> {
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    if (existsSync(file)) return fail(ledgerFailure('E7007', 'there is a key already'));
    const key = randomBytes(keyBytes);
    // Under another name until it is whole: half a key would lock the ledger out for good.
    const unfinished = `${file}.new`;
    rmSync(unfinished, { force: true });
    const handle = openSync(unfinished, 'wx', 0o600);
    try {
      writeSync(handle, encode(key));
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    renameSync(unfinished, file);
    syncFolder(dirname(file));
    return ok(key);
  } catch (cause) {
    return fail(ledgerFailure('E7007', (cause as NodeJS.ErrnoException).code ?? 'unknown'));
  }
}

/** A new file is safe only when its folder is on the disk too; Windows does this by itself and refuses to open folders. */
export function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
