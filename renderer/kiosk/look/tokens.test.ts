import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const css = readFileSync(join(import.meta.dirname, 'tokens.css'), 'utf8');
const block = (selector: string): Map<string, string> => {
  const from = css.indexOf(`${selector} {`);
  const body = css.slice(from, css.indexOf('}', from));
  return new Map(
    [...body.matchAll(/--([\w-]+): (#[0-9a-f]{3,6});/g)].map(([, name, value]) => [name!, value!]),
  );
};
const normal = block(':root');
const high = new Map([...normal, ...block(':root[data-contrast="high"]')]);

/** Relative luminance, by WCAG 2. */
const luminance = (hex: string): number => {
  const full = hex.length === 4 ? [...hex.slice(1)].map((digit) => digit + digit) : hex.match(/\w\w/g)!;
  const [red, green, blue] = full.map((pair) => {
    const share = Number.parseInt(pair, 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
};
const ratio = (one: string, other: string): number => {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light! + 0.05) / (dark! + 0.05);
};

/** Every pair of writing and ground that occurs. */
const pairs = [
  ['ink', 'paper'],
  ['ink', 'sheet'],
  ['ink', 'paper-deep'],
  ['ink-soft', 'paper'],
  ['ink-soft', 'sheet'],
  ['ink-soft', 'paper-deep'],
  ['paper', 'ink'],
  ['on-accent', 'accent'],
  ['on-accent', 'accent-deep'],
  ['on-accent', 'help'],
  ['accent', 'paper'],
  ['accent', 'sheet'],
  ['done', 'paper'],
  ['done', 'paper-deep'],
  ['done', 'sheet'],
  ['ink', 'mark'],
] as const;

describe('contrast', () => {
  it.each(pairs)('of %s on %s is 7:1, and 15:1 in high contrast', (ink, ground) => {
    expect(ratio(normal.get(ink)!, normal.get(ground)!)).toBeGreaterThanOrEqual(7);
    expect(ratio(high.get(ink)!, high.get(ground)!)).toBeGreaterThanOrEqual(15);
  });
});
