import type { OperatingPoint } from './error-rates.ts';

/** The axes go from 1e-4 to 1, ten times more per step. */
const DECADES = 4;
const SIZE = 480;
const MARGIN = 60;

const place = (rate: number): number =>
  (SIZE * (Math.log10(Math.max(rate, 10 ** -DECADES)) + DECADES)) / DECADES;
const round = (value: number): string => value.toFixed(2).replace(/\.?0+$/, '');

export interface DetLine {
  /** Told in the legend where there are several. */
  readonly name: string;
  readonly points: readonly OperatingPoint[];
}

const COLOURS = ['#0a5', '#06c', '#c30', '#96f', '#b80', '#555'] as const;

/** The detection error trade-off as an SVG picture: false rejection over false acceptance, both logarithmic. */
export function detCurveSvg(lines: readonly DetLine[], title: string): string {
  const x = (far: number): number => MARGIN + place(far);
  const y = (frr: number): number => MARGIN + SIZE - place(frr);
  const drawn = lines.map(({ name, points }, i) => {
    const path: string[] = [];
    for (const { far, frr } of points) {
      const at = `${round(x(far))},${round(y(frr))}`;
      if (path.at(-1) !== at) path.push(at);
    }
    const colour = COLOURS[i % COLOURS.length];
    const line = `<polyline fill="none" stroke="${colour}" stroke-width="2" points="${path.join(' ')}"/>`;
    const key = `<text x="${MARGIN + 8}" y="${MARGIN + SIZE - 10 - 16 * i}" fill="${colour}">${escapeXml(name)}</text>`;
    return lines.length > 1 ? line + key : line;
  });
  const ticks = Array.from({ length: DECADES + 1 }, (_, i) => 10 ** (i - DECADES));
  const grid = ticks.map((tick) => {
    const [across, up] = [round(x(tick)), round(y(tick))];
    const label = tick === 1 ? '100 %' : `${tick * 100} %`;
    return [
      `<line x1="${across}" y1="${MARGIN}" x2="${across}" y2="${MARGIN + SIZE}"/>`,
      `<line x1="${MARGIN}" y1="${up}" x2="${MARGIN + SIZE}" y2="${up}"/>`,
      `<text x="${across}" y="${MARGIN + SIZE + 18}" text-anchor="middle">${label}</text>`,
      `<text x="${MARGIN - 6}" y="${Number(up) + 4}" text-anchor="end">${label}</text>`,
    ].join('');
  });
  const whole = SIZE + 2 * MARGIN;
  const middle = whole / 2;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${whole} ${whole}" font-family="sans-serif" font-size="12">`,
    `<rect width="${whole}" height="${whole}" fill="#fff"/>`,
    `<g stroke="#ccc" fill="#333" stroke-width="1">${grid.join('').replaceAll('<text', '<text stroke="none"')}</g>`,
    `<line x1="${MARGIN}" y1="${MARGIN + SIZE}" x2="${MARGIN + SIZE}" y2="${MARGIN}" stroke="#999" stroke-dasharray="4 4"/>`,
    ...drawn,
    `<text x="${middle}" y="24" text-anchor="middle" font-size="15">${escapeXml(title)}</text>`,
    `<text x="${middle}" y="${whole - 16}" text-anchor="middle">false acceptance (FAR)</text>`,
    `<text transform="translate(16 ${middle}) rotate(-90)" text-anchor="middle">false rejection (FRR)</text>`,
    '</svg>',
    '',
  ].join('\n');
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
