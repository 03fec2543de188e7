/** The part of Electron's key event that is looked at. */
export interface KeyInput {
  readonly key: string;
  readonly control: boolean;
  readonly alt: boolean;
  readonly meta: boolean;
}

/**
 * Keys a person needs to work the screen without touching it. A list of what is allowed cannot forget an escape: F1-F12,
 * Escape, Alt+anything, Ctrl+anything, Super, the menu, browser, media and print keys are all outside it.
 */
const neededKeys: ReadonlySet<string> = new Set([
  'Tab',
  'Enter',
  'Shift',
  'Backspace',
  'Delete',
  'ArrowUp',
  'ArrowDown',
  'ArrowLeft',
  'ArrowRight',
  'Home',
  'End',
  'PageUp',
  'PageDown',
]);

/** True when the key may reach the page: a printable character or one of the keys above, without a modifier. */
export function isAllowedKey(input: KeyInput): boolean {
  if (input.control || input.alt || input.meta) return false;
  return [...input.key].length === 1 || neededKeys.has(input.key);
}
