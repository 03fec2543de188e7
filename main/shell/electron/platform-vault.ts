type SafeStorage = Pick<
  Electron.SafeStorage,
  'isEncryptionAvailable' | 'encryptString' | 'decryptString' | 'getSelectedStorageBackend'
>;

/**
 * Electron's `safeStorage` for the ledger's key store, told honestly: on Linux without a keyring it would "encrypt" with
 * a password that is in its source, which protects nothing, so then it is not there. After ready only.
 */
export function platformVault(
  safeStorage: SafeStorage,
  platform: NodeJS.Platform = process.platform,
): Pick<SafeStorage, 'isEncryptionAvailable' | 'encryptString' | 'decryptString'> {
  return {
    isEncryptionAvailable: () =>
      safeStorage.isEncryptionAvailable() &&
      (platform !== 'linux' || !['basic_text', 'unknown'].includes(safeStorage.getSelectedStorageBackend())),
    encryptString: (text) => safeStorage.encryptString(text),
    decryptString: (sealed) => safeStorage.decryptString(sealed),
  };
}
