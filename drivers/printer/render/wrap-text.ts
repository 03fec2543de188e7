/** Marks that may not begin a line; they hang on to the character before them. */
const notFirst = new Set('，。、；：！？）》」』”’…%,.;:!?)]}');
/** Marks that may not end a line. */
const notLast = new Set('（《「『“‘([{');

/** Words of digits and Latin letters stay whole; every other character stands alone. */
function pieces(text: string): string[] {
  const words = text.match(/[\p{Script=Latin}\p{Nd}*+\-./:@_#]+|./gsu) ?? [];
  const glued: string[] = [];
  for (const word of words) {
    const last = glued.at(-1);
    if (last !== undefined && (notFirst.has(word) || notLast.has(last.at(-1)!)))
      glued[glued.length - 1] = last + word;
    else glued.push(word);
  }
  return glued;
}

/**
 * Breaks `text` into lines of at most `width`, as measured by `measure`. Line breaks of the text are kept. A piece that is
 * longer than a line is broken behind a hyphen, or else anywhere. A single character wider than the line stands alone on it.
 */
export function wrapText(text: string, width: number, measure: (part: string) => number): string[] {
  const lines: string[] = [];
  for (const paragraph of text.split('\n')) {
    let line = '';
    for (const piece of pieces(paragraph)) {
      if (measure(line + piece) <= width) {
        line += piece;
        continue;
      }
      if (line.trim() !== '') lines.push(line.trimEnd());
      line = piece.trimStart();
      while (measure(line) > width && [...line].length > 1) {
        const head = longestHead(line, width, measure);
        lines.push(head);
        line = line.slice(head.length);
      }
    }
    lines.push(line.trimEnd());
  }
  return lines;
}

function longestHead(text: string, width: number, measure: (part: string) => number): string {
  let head = '';
  for (const char of text) {
    if (head !== '' && measure(head + char) > width) break;
    head += char;
  }
  // A number to ask by comes in groups.
  const hyphen = head.lastIndexOf('-');
  return hyphen > 0 ? head.slice(0, hyphen + 1) : head;
}
