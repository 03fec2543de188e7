import { realpathSync, statSync } from 'node:fs';
import path from 'node:path';

/** The only kinds of file a page is made of; anything else (source maps, dot files) is not there. */
const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.json': 'application/json',
  '.wav': 'audio/wav',
  '.mp3': 'audio/mpeg',
  '.ogg': 'audio/ogg',
  '.opus': 'audio/ogg',
};

/** MIME type by file name, or null when a page has no business with it. */
export function contentTypeOf(name: string): string | null {
  return contentTypes[path.extname(name).toLowerCase()] ?? null;
}

/**
 * The file under `root` that a URL path names, or null. A path that ends in `/` is its `index.html`. Refused: anything that leaves the root (by
 * dots, encoding, back slash or a link), dot files, folders, kinds of file that no page needs.
 */
export function pageFile(
  root: string,
  urlPath: string,
): { readonly file: string; readonly type: string } | null {
  let decoded: string;
  try {
    decoded = decodeURIComponent(urlPath);
  } catch {
    return null;
  }
  const wanted = decoded.endsWith('/') ? `${decoded}index.html` : decoded;
  if (!/^(\/[\w@-][\w.@-]*)+$/.test(wanted)) return null;
  const type = contentTypeOf(wanted);
  if (!type) return null;
  try {
    const realRoot = realpathSync(root);
    const file = realpathSync(path.join(realRoot, wanted));
    if (!file.startsWith(realRoot + path.sep) || !statSync(file).isFile()) return null;
    return { file, type };
  } catch {
    return null;
  }
}
