import type { FieldKind } from './events.ts';

/**
 * Last line of defence of the log: whatever is handed in, a field can leave here only as what its kind allows. Types
 * already forbid most of it; values made at run time (a path, a library's text) pass through here too.
 */
export function scrubField(kind: FieldKind, value: unknown): number | boolean | string {
  switch (kind) {
    case 'number':
      // An 18-digit identity number is above 2^53 or at least above this bound; no measurement of ours is.
      return typeof value === 'number' && Number.isFinite(value) && Math.abs(value) < 1e14 ? value : -1;
    case 'flag':
      return value === true;
    case 'code':
      return typeof value === 'string' && /^E\d{4}$/.test(value) ? value : 'E0000';
    case 'word':
      return typeof value === 'string' && isWord(value) ? value : '[removed]';
    case 'line':
      return scrubLine(String(value));
  }
}

/** Visit and job ids are UUIDs; any other long number, or a calendar date, could belong to a person. */
function isWord(value: string): boolean {
  return /^[\w.:/@+-]{1,80}$/.test(value) && !/\d{8}|\d{4}-\d{2}-\d{2}/.test(value.replace(uuid, ''));
}

const uuid = /\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/gi;

/** Keeps the technical part of a foreign line: no long numbers, nothing but printable ASCII, no base64, 240 characters. */
export function scrubLine(line: string): string {
  return line
    .replace(/[^\x20-\x7e]+/g, '?')
    .replace(/[A-Za-z0-9+/=]{40,}/g, '[removed]')
    .replace(/\d[\dXx -]{4,}\d[\dXx]?/g, '#')
    .slice(0, 240);
}
