/**
 * The script that the guest runs as root in the host's root: udev as on the real terminal, the host controller for simulated
 * devices, then the command. It writes the command's exit code to `codeFile`.
 */
export function guestScript(
  run: {
    readonly command: readonly string[];
    readonly folder: string;
    readonly environment: Readonly<Record<string, string>>;
  },
  codeFile: string,
): string {
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
    `echo $? > ${codeFile}`,
    'echo "lab: command ended after $(cut -d" " -f1 /proc/uptime) s"',
    'dmesg > /run/lab-out/dmesg.txt',
  ].join('\n')}\n`;
}

const quoted = (word: string): string => `'${word.replaceAll("'", "'\\''")}'`;
