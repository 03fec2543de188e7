/**
 * A still AVIF picture without its container. The container costs 250 of the 1024 bytes that a card photo has and holds
 * nothing that the size of the picture and four configuration bytes do not say, so it is taken off and put on again.
 */
interface BareAvif {
  readonly width: number;
  readonly height: number;
  /** Content of the `av1C` box: profile, level and chroma format. */
  readonly config: Uint8Array;
  /** The AV1 data of the one picture. */
  readonly payload: Uint8Array;
}

/** Takes the container off. Null when it is not a file with one AV1 picture in one piece. */
export function stripAvif(file: Uint8Array, width: number, height: number): BareAvif | null {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  const configAt = bytes.indexOf('av1C', 0, 'latin1');
  const dataAt = bytes.indexOf('mdat', 0, 'latin1');
  if (configAt < 0 || dataAt < 4) return null;
  const dataLength = bytes.readUInt32BE(dataAt - 4) - 8;
  if (dataLength < 1 || dataAt + 4 + dataLength > bytes.length) return null;
  return {
    width,
    height,
    config: bytes.subarray(configAt + 4, configAt + 8),
    payload: bytes.subarray(dataAt + 4, dataAt + 4 + dataLength),
  };
}

/** Puts a container on (ISO 14496-12 boxes as AVIF 1.1 asks for a single picture of three 8-bit channels). */
export function wrapAvif(picture: BareAvif): Buffer {
  const type = box('ftyp', text('avif'), u32(0), text('mif1avifmiaf'));
  const properties = box(
    'iprp',
    box(
      'ipco',
      box('av1C', Buffer.from(picture.config)),
      fullBox('ispe', u32(picture.width), u32(picture.height)),
      fullBox('pixi', Buffer.from([3, 8, 8, 8])),
    ),
    // One item with three properties; the first (av1C) is one that a reader must understand.
    fullBox('ipma', u32(1), u16(1), Buffer.from([3, 0x81, 2, 3])),
  );
  const metaAround = (payloadAt: number): Buffer =>
    fullBox(
      'meta',
      fullBox('hdlr', u32(0), text('pict'), Buffer.alloc(13)),
      fullBox('pitm', u16(1)),
      fullBox(
        'iloc',
        Buffer.from([0x44, 0x00]),
        u16(1),
        u16(1),
        u16(0),
        u16(1),
        u32(payloadAt),
        u32(picture.payload.length),
      ),
      fullBox('iinf', u16(1), infoEntry()),
      properties,
    );
  // The place of the data stands in a field of fixed size, so the length of `meta` is known before its content.
  const payloadAt = type.length + metaAround(0).length + 8;
  return Buffer.concat([type, metaAround(payloadAt), box('mdat', Buffer.from(picture.payload))]);
}

/** Item 1 is AV1 data (`infe`, version 2). */
const infoEntry = (): Buffer => box('infe', u32(0x0200_0000), u16(1), u16(0), text('av01'), Buffer.alloc(1));

const text = (characters: string): Buffer => Buffer.from(characters, 'latin1');

function u16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16BE(value);
  return bytes;
}

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

function box(name: string, ...content: readonly Buffer[]): Buffer {
  const body = Buffer.concat(content);
  return Buffer.concat([u32(body.length + 8), text(name), body]);
}

/** A box that begins with a version and flags, both 0. */
const fullBox = (name: string, ...content: readonly Buffer[]): Buffer => box(name, u32(0), ...content);
