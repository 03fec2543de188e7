/** One entry of an archive. A folder has no content; a link's content is where it points. */
export interface CpioEntry {
  /** Path without a leading slash. */
  readonly path: string;
  readonly type: 'folder' | 'file' | 'link';
  readonly content?: Uint8Array;
  readonly executable?: boolean;
}

const TYPE_BITS = { folder: 0o040000, file: 0o100000, link: 0o120000 } as const;

/**
 * An archive in the "new ASCII" form of cpio, the one form in which the kernel takes its first root
 * (Linux, Documentation/driver-api/early-userspace/buffer-format.rst). Owner root, no times.
 */
export function cpioOf(entries: readonly CpioEntry[]): Buffer {
  const parts: Buffer[] = [];
  const add = (path: string, mode: number, content: Uint8Array): void => {
    const name = Buffer.from(`${path}\0`);
    const inode = parts.length + 1;
    // magic, then 13 numbers: inode, mode, uid, gid, links, mtime, size, device (2), own device (2), name's size, checksum.
    const numbers = [inode, mode, 0, 0, 1, 0, content.length, 0, 0, 0, 0, name.length, 0];
    const head = Buffer.from(`070701${numbers.map((n) => n.toString(16).padStart(8, '0')).join('')}`);
    parts.push(padded(Buffer.concat([head, name])), padded(Buffer.from(content)));
  };
  for (const { path, type, content, executable } of entries) {
    add(
      path,
      TYPE_BITS[type] | (type === 'file' && !executable ? 0o644 : 0o755),
      content ?? new Uint8Array(),
    );
  }
  add('TRAILER!!!', 0, new Uint8Array());
  return Buffer.concat(parts);
}

const padded = (bytes: Buffer): Buffer => Buffer.concat([bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)]);
