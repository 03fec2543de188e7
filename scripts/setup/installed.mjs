import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

/**
 * True when node_modules is what package-lock.json says: every installed package at its locked version, none missing but
 * optional ones. npm writes what it installed into node_modules/.package-lock.json; an interrupted install leaves none.
 * @param {string} root
 */
export function isInstalled(root) {
  const locked = packagesOf(path.join(root, 'package-lock.json'));
  const installed = packagesOf(path.join(root, 'node_modules', '.package-lock.json'));
  if (!locked || !installed) return false;
  for (const [place, entry] of Object.entries(installed)) {
    if (locked[place]?.version !== entry.version || locked[place]?.integrity !== entry.integrity)
      return false;
  }
  return Object.entries(locked).every(
    ([place, entry]) =>
      place === '' || place in installed || entry.optional || entry.devOptional || entry.link,
  );
}

/** @param {string} file */
function packagesOf(file) {
  if (!existsSync(file)) return null;
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages ?? null;
  } catch {
    return null;
  }
}
