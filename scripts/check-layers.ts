import { globSync } from 'node:fs';
import path from 'node:path';
import { layerBreaches, readSources } from './layers/check.ts';

/** `node scripts/check-layers.ts`: fails and names every import that goes against an arrow of the architecture. */
const root = path.join(import.meta.dirname, '..');
const folders = '{main,renderer,drivers,models,fixtures,scripts,e2e,bench,lab}';
const files = globSync(`${folders}/**/*.{ts,tsx}`, {
  cwd: root,
  exclude: ['**/node_modules/**', 'fixtures/generated/**'],
})
  .map((file) => file.split(path.sep).join('/'))
  .filter((file) => !file.endsWith('.d.ts'))
  .sort();
const breaches = layerBreaches(readSources(root, files));
process.stdout.write(`${files.length} files, ${breaches.length} breaches of the layers\n`);
for (const breach of breaches) process.stdout.write(`  ${breach}\n`);
process.exitCode = breaches.length === 0 ? 0 : 1;
