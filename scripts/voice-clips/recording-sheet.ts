const cell = (value: string): string => `"${value.replaceAll('"', '""')}"`;

/**
 * The sheet from which a person records the shipped voice: CSV with a byte order mark (spreadsheets then take it as
 * UTF-8), one line per prompt.
 */
export function recordingSheet(texts: ReadonlyMap<string, string>, read: (text: string) => string): string {
  const lines = [...texts].map(([id, text]) => [id, text, read(text)].map(cell).join(','));
  return `\ufeff${['promptId,text,pinyin', ...lines].join('\r\n')}\r\n`;
}
