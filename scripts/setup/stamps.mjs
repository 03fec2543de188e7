import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/**
 * sha256 over the names and bytes of files and folders (recursively, tests left out), so that a step is done again when
 * what it reads has changed, and only then. A checkout by git changes times, not bytes.
 * @param {string} root
 * @param {readonly string[]} inputs paths from the root; one that is not there counts as empty
 */
export function hashOf(root, inputs) {
  const hash = createHash('sha256');
  /** @param {string} relative */
  const add = (relative) => {
    const file = path.join(root, relative);
    if (!existsSync(file)) return;
    if (statSync(file).isDirectory()) {
      for (const name of readdirSync(file).sort()) add(`${relative}/${name}`);
    } else if (!/\.test\.\w+$/.test(relative)) {
      hash.update(relative).update('\0').update(readFileSync(file)).update('\0');
    }
  };
  for (const input of inputs) add(input);
  return hash.digest('hex');
}

/**
 * @param {string} root
 * @param {{ id: string, inputs: readonly string[], outputs: readonly string[] }} step
 */
export function isDone(root, step) {
  const file = stampFile(root, step.id);
  if (!existsSync(file) || !step.outputs.every((output) => existsSync(path.join(root, output)))) return false;
  return readFileSync(file, 'utf8') === hashOf(root, step.inputs);
}

/**
 * @param {string} root
 * @param {{ id: string, inputs: readonly string[] }} step
 */
export function markDone(root, step) {
  const file = stampFile(root, step.id);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, hashOf(root, step.inputs));
}

/** @param {string} root @param {string} id */
const stampFile = (root, id) => path.join(root, '.cache', 'setup', `${id}.sha256`);
