import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import path from 'node:path';
import { appFailure } from '../../contract/errors/app-codes.ts';
import { fail, ok, type Result } from '../../contract/failure.ts';

type SafeStorage = Pick<
  Electron.SafeStorage,
  'isAsyncEncryptionAvailable' | 'encryptStringAsync' | 'decryptStringAsync' | 'getSelectedStorageBackend'
>;

/**
 * The 32-byte key that seals personal data, kept in `file` encrypted by the platform (keyring, DPAPI, Keychain). It is
 * made at the first start. E9042 when the platform protects nothing (Linux without a keyring would use a fixed password),
 * or when the file is there and does not open: making a new key then would lose what the old one sealed.
 */
export async function platformKey(
  safeStorage: SafeStorage,
  file: string,
  platform: NodeJS.Platform = process.platform,
): Promise<Result<Uint8Array>> {
  try {
    if (!(await safeStorage.isAsyncEncryptionAvailable())) return fail(appFailure('E9042', 'not available'));
    if (platform === 'linux' && ['basic_text', 'unknown'].includes(safeStorage.getSelectedStorageBackend())) {
      return fail(appFailure('E9042', 'no keyring'));
    }
    const sealed = readIfThere(file);
    if (sealed) {
      const { result } = await safeStorage.decryptStringAsync(sealed);
      const key = Buffer.from(result, 'base64');
      return key.length === 32
        ? ok(new Uint8Array(key))
        : fail(appFailure('E9042', 'the key file is damaged'));
    }
    const key = randomBytes(32);
    writeDurably(file, await safeStorage.encryptStringAsync(key.toString('base64')));
    return ok(new Uint8Array(key));
  } catch {
    return fail(appFailure('E9042', 'the platform refused'));
  }
}

function readIfThere(file: string): Buffer | null {
  try {
    return readFileSync(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** Whole or not at all: a half-written key would lock the ledger for ever. */
function writeDurably(file: string, bytes: Uint8Array): void {
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  const temporary = `${file}.new`;
  const handle = openSync(temporary, 'w', 0o600);
  writeSync(handle, bytes);
  fsyncSync(handle);
  closeSync(handle);
  renameSync(temporary, file);
}
