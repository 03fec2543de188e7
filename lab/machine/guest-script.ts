/** Where the guest sees the folder that it shares with the host. */
export const GUEST_OUT = '/run/lab-out';
/** The command's exit code. */
export const CODE_FILE = 'code';
/** What the guest has written of the folder `keep`. */
export const KEPT_FILE = 'kept.tar';

/**
 * The script that the guest runs as root in the host's root: udev as on the real terminal, the host controller for simulated
 * devices, then the command, whose exit code it leaves in
 * `CODE_FILE`.
 */
export function guestScript(run: {
  readonly command: readonly string[];
  readonly folder: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly keep?: string;
}): string {
  const environment = Object.entries(run.environment).map(
    ([name, value]) => `export ${name}=${quoted(value)}`,
  );
  return `${[
    ...environment,
    // The host's temporary files are none of the guest's business.
    'mkdir -m 1777 "$TMPDIR"',
    // The account under which the terminal runs, for udev's rules and for what it may open.
    "grep -q '^yinling:' /etc/group || echo 'yinling:x:990:' >> /etc/group",
    "grep -q '^yinling:' /etc/passwd || echo 'yinling:x:990:990::/nonexistent:/bin/sh' >> /etc/passwd",
    '/usr/lib/systemd/systemd-udevd --daemon 2>/dev/null',
    'modprobe -a vhci_hcd virtio_console',
    'udevadm settle',
    'echo "lab: guest ready after $(cut -d" " -f1 /proc/uptime) s"',
    `cd ${quoted(run.folder)}`,
    `${run.command.map(quoted).join(' ')} </dev/null`,
    `echo $? > ${GUEST_OUT}/${CODE_FILE}`,
    'echo "lab: command ended after $(cut -d" " -f1 /proc/uptime) s"',
    `dmesg > ${GUEST_OUT}/dmesg.txt`,
    ...(run.keep === undefined ? [] : [keepScript(run.keep)]),
  ].join('\n')}\n`;
}

/** One archive, for many small files take long on the way to the host. */
function keepScript(folder: string): string {
  const written = quoted(`/run/lab-written${folder}`);
  return `if [ -d ${written} ]; then tar -cf ${GUEST_OUT}/${KEPT_FILE} -C ${written} .; fi`;
}

const quoted = (word: string): string => `'${word.replaceAll("'", "'\\''")}'`;
