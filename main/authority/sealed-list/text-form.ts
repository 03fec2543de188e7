/** How a text file is written, told from its first bytes. */
export interface TextForm {
  readonly encoding: 'utf-8' | 'utf-16le' | 'gb18030';
  readonly delimiter: ',' | ';' | '\t';
  readonly newline: '\n' | '\r';
}

/**
 * Bytes that are valid UTF-8 are UTF-8; everything else in this country is GB18030, of which GBK is a part. Null for what
 * is no text.
 */
export function textFormOf(head: Uint8Array): TextForm | null {
  const encoding = encodingOf(head);
  const text = new TextDecoder(encoding).decode(head);
  if (text.includes('\0')) return null;
  const firstLines = text.split(/[\r\n]+/, 20);
  const count = (mark: string) => Math.max(...firstLines.map((line) => line.split(mark).length));
  const delimiter = ([',', '\t', ';'] as const).reduce((best, mark) =>
    count(mark) > count(best) ? mark : best,
  );
  return { encoding, delimiter, newline: !text.includes('\n') && text.includes('\r') ? '\r' : '\n' };
}

function encodingOf(head: Uint8Array): TextForm['encoding'] {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  try {
    // The last character may be cut by the end of the piece: `stream` waits for its other bytes.
    new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true });
    return 'utf-8';
  } catch {
    return 'gb18030';
  }
}
