import { type Figure, ratioOf, verdictOf } from './figure.ts';

const headings = ['', 'median', 'p95', 'goal', 'ratio', ''] as const;

/** The figures of one measurement as lines of equal columns, their notes below. */
export function tableOf(figures: readonly Figure[]): string {
  const rows = [headings, ...figures.map(rowOf)];
  const widths = headings.map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  const lines = rows.map((row) =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd(),
  );
  const notes = figures.flatMap(({ name, note }) => (note === undefined ? [] : [`  ${name}: ${note}`]));
  return [...lines, ...notes].map((line) => `  ${line}`).join('\n');
}

function rowOf(figure: Figure): readonly string[] {
  const ratio = ratioOf(figure);
  const value = (number: number | undefined): string =>
    number === undefined || Number.isNaN(number) ? '-' : `${rounded(number)} ${figure.unit}`;
  return [
    figure.name,
    value(figure.median),
    value(figure.p95),
    figure.goal?.words ?? '',
    ratio === null ? '' : ratio.toFixed(2),
    verdictOf(figure) ?? '',
  ];
}

function rounded(value: number): string {
  if (Math.abs(value) >= 1000) return Math.round(value).toLocaleString('en');
  return value.toFixed(Math.abs(value) >= 100 ? 0 : 1);
}
