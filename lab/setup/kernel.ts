import { spawnSync } from 'node:child_process';

const XZ_MAGIC = Buffer.from([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00]);
const ELF_MAGIC = Buffer.from([0x7f, 0x45, 0x4c, 0x46]);

/**
 * The kernel unpacked from its compressed form, or null when it is packed in another way. QEMU starts an unpacked kernel
 * directly, which saves the seconds that the guest would take to unpack it in software emulation.
 */
export function plainKernel(vmlinuz: Buffer): Buffer | null {
  const start = vmlinuz.indexOf(XZ_MAGIC);
  if (start < 0) return null;
  // The kernel's file goes on behind the packed part; xz says so with an exit code and has written everything by then.
  const { stdout } = spawnSync('xz', ['-dc', '--single-stream'], {
    input: vmlinuz.subarray(start),
    maxBuffer: 1 << 28,
    timeout: 60_000,
  });
  return stdout?.subarray(0, 4).equals(ELF_MAGIC) ? stdout : null;
}
