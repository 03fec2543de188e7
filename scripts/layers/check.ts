import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseSync } from 'vite';
import { type LayerRule, layerRules, packageHomes } from './rules.ts';

export interface SourceFile {
  /** Path from the repository's root with forward slashes. */
  readonly path: string;
  readonly text: string;
}

interface Import {
  readonly from: string;
  /** A path from the root, `node:x`, or a package name. */
  readonly to: string;
  readonly isFile: boolean;
  readonly typeOnly: boolean;
}

/**
 * Every breach of the layer rules in `files`, one line each, sorted. Own check instead of dependency-cruiser, which reads
 * TypeScript only through the compiler's old JavaScript API that TypeScript 7 no longer has.
 */
export function layerBreaches(files: readonly SourceFile[]): string[] {
  const breaches: string[] = [];
  const imports = files.flatMap((file) => {
    try {
      return importsOf(file);
    } catch (error) {
      breaches.push(`${file.path}: ${(error as Error).message}`);
      return [];
    }
  });
  for (const item of imports) {
    if (isTest(item.from)) continue;
    const why = breachOf(item);
    if (why) breaches.push(`${item.from} imports ${item.to}: ${why}`);
  }
  return [...breaches, ...cycles(imports)].sort();
}

function breachOf({ from, to, isFile, typeOnly }: Import): string | null {
  const rule = ruleOf(from);
  if (!rule) return 'no layer rule for this folder';
  if (isFile) {
    if (isTest(to)) return 'only tests import tests';
    const allowed = [ownFolder(rule, from), ...rule.may].some((place) => isIn(to, place));
    return allowed ? null : `${rule.folder} may import ${rule.may.join(', ') || 'nothing'} only`;
  }
  const name = to.startsWith('node:') ? 'node:' : packageName(to);
  if (rule.packages && !rule.packages.includes(name)) return `${rule.folder} may not use ${name}`;
  const homes = packageHomes[name];
  // A type is no dependency at run time: Electron's types are welcome wherever its values are not.
  if (homes && !typeOnly && !homes.some((home) => isIn(from, home))) return `belongs to ${homes.join(', ')}`;
  return null;
}

const isTest = (file: string): boolean =>
  /\.(test|contract|child)\.tsx?$|\/(testing|scenarios)\//.test(file) || file.startsWith('e2e/');
const isIn = (file: string, place: string): boolean => file === place || file.startsWith(`${place}/`);
const packageName = (to: string): string =>
  to
    .split('/')
    .slice(0, to.startsWith('@') ? 2 : 1)
    .join('/');

function ruleOf(file: string): LayerRule | undefined {
  return layerRules
    .filter((rule) => isIn(file, rule.folder))
    .sort((a, b) => b.folder.length - a.folder.length)[0];
}

/** The folder whose files are one another's own: models and drivers are apart from their neighbours. */
function ownFolder(rule: LayerRule, file: string): string {
  if (rule.folder === 'drivers') return file.split('/').slice(0, 2).join('/');
  if (rule.folder === 'renderer') return file.split('/').slice(0, 2).join('/');
  return rule.folder.endsWith('.ts') ? path.posix.dirname(rule.folder) : rule.folder;
}

function importsOf(file: SourceFile): Import[] {
  const parsed = parseSync(file.path, file.text);
  if (parsed.errors.length > 0) throw new Error(`cannot be parsed: ${parsed.errors[0]?.message}`);
  const found: { to: string; typeOnly: boolean }[] = [];
  for (const item of parsed.module.staticImports) {
    const typeOnly = item.entries.length > 0 && item.entries.every((entry) => entry.isType);
    found.push({ to: item.moduleRequest.value, typeOnly });
  }
  for (const item of parsed.module.staticExports) {
    for (const entry of item.entries) {
      if (entry.moduleRequest) found.push({ to: entry.moduleRequest.value, typeOnly: entry.isType });
    }
  }
  for (const item of parsed.module.dynamicImports) {
    const text = file.text.slice(item.moduleRequest.start, item.moduleRequest.end);
    const literal = /^['"`]([^'"`$]+)['"`]$/.exec(text)?.[1];
    // An import whose name is made at run time cannot be checked; entries of workers are named in one table instead.
    if (literal) found.push({ to: literal, typeOnly: false });
  }
  return found.map(({ to, typeOnly }) => ({
    from: file.path,
    to: to.startsWith('.') ? path.posix.join(path.posix.dirname(file.path), to.replace(/\?.*$/, '')) : to,
    isFile: to.startsWith('.'),
    typeOnly,
  }));
}

/** Rings of imports that exist at run time, each told once. */
function cycles(imports: readonly Import[]): string[] {
  const next = new Map<string, string[]>();
  for (const { from, to, typeOnly } of imports) {
    if (!typeOnly) next.set(from, [...(next.get(from) ?? []), to]);
  }
  const found = new Set<string>();
  const done = new Set<string>();
  const walk = (file: string, trail: string[]): void => {
    const at = trail.indexOf(file);
    if (at >= 0) {
      const ring = trail.slice(at);
      const first = ring.indexOf([...ring].sort()[0] as string);
      found.add(`import ring: ${[...ring.slice(first), ...ring.slice(0, first)].join(' -> ')}`);
      return;
    }
    if (done.has(file)) return;
    for (const to of next.get(file) ?? []) walk(to, [...trail, file]);
    done.add(file);
  };
  for (const file of next.keys()) walk(file, []);
  return [...found];
}

/** Reads the named files of the repository. */
export function readSources(root: string, paths: readonly string[]): SourceFile[] {
  return paths.map((file) => ({ path: file, text: readFileSync(path.join(root, file), 'utf8') }));
}
