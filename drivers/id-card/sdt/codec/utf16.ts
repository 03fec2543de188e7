/**
 * UTF-16LE text of a card field without its padding (spaces, and the zeros some issuers wrote). Private-use characters
 * of rare names stay as they are: they lose nothing and a terminal font may know them.
 */
export function decodeField(bytes: Uint8Array, offset: number, length: number): string {
  const end = Math.min(offset + length, bytes.length - 1);
  let text = '';
  for (let at = offset; at < end; at += 2) {
    text += String.fromCharCode((bytes[at] as number) | ((bytes[at + 1] as number) << 8));
  }
  // biome-ignore lint/suspicious/noControlCharactersInRegex: zeros are a padding seen on cards
  return text.replace(/[\u0000\u3000 ]+$/u, '').trimStart();
}
