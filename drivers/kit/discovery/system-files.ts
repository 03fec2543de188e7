import type { Fingerprint } from './fingerprint.ts';

/**
 * The files by which Linux gives the terminal its devices, and nobody else: made from the fingerprints, so that what is
 * recognised may also be opened.
 */

const USERS = 'GROUP="yinling", MODE="0660"';

/** Rules for udev. A fingerprint that udev cannot tell from other devices gets none, and a line that says so. */
export function udevRules(fingerprints: readonly Fingerprint[]): string {
  // The last rule that fits names the device, so what is known more exactly comes later.
  const rules = fingerprints
    .map((fingerprint) => ({ fingerprint, rule: ruleFor(fingerprint) }))
    .sort((a, b) => exactness(a.fingerprint) - exactness(b.fingerprint));
  const without = rules.filter(({ rule }) => rule === null).map(({ fingerprint }) => fingerprint.id);
  return `# /etc/udev/rules.d/70-yinling.rules: the terminal's own devices by what they are, for its group only.
# Made by \`node scripts/make-udev-rules.ts\` from the fingerprints in drivers/*/fingerprints; do not edit.
ACTION=="remove", GOTO="yinling_end"
SUBSYSTEM=="usb", ENV{DEVTYPE}=="usb_device", ENV{ID_USB_INTERFACES}=="", IMPORT{builtin}="usb_id"

${rules.flatMap(({ fingerprint: { id, name }, rule }) => (rule ? [`# ${id}: ${name}`, rule] : [])).join('\n')}

# Ports have changing names; by the place where the device is plugged in they are found again: /dev/yinling/at-1-2.4
SUBSYSTEM=="tty", ENV{YINLING_DEVICE}=="?*", SUBSYSTEMS=="usb", ATTRS{idVendor}=="?*", SYMLINK+="yinling/at-%b"
# No modem manager talks to a device of ours.
SUBSYSTEM=="tty", ENV{YINLING_DEVICE}=="?*", ENV{ID_MM_DEVICE_IGNORE}="1", ENV{ID_MM_PORT_IGNORE}="1"
LABEL="yinling_end"

# No rule, for udev cannot tell them from devices that are not ours; a file of the terminal's own with the numbers of the one
# that is meant makes one: ${without.join(', ')}
`;
}

const exactness = ({ match }: Fingerprint): number =>
  Number(match.vendorId !== undefined) + Number(match.productId !== undefined);

function ruleFor({ id, kind, transport, match, shared }: Fingerprint): string | null {
  const grant = `${USERS}, ENV{YINLING_DEVICE}="${id}"`;
  // The kernel's driver speaks to cameras; the program opens its node and never the USB device.
  if (kind === 'camera') return `SUBSYSTEM=="video4linux", ${grant}`;
  const { vendorId, productId, interface: own } = match;
  const ids = [
    ...(vendorId === undefined ? [] : [`{idVendor}=="${hex(vendorId, 4)}"`]),
    ...(productId === undefined ? [] : [`{idProduct}=="${hex(productId, 4)}"`]),
  ];
  if (transport === 'serial') {
    // Whoever may use a serial bridge is decided by who may sit at the terminal's cables, so the shared ones are given too.
    if (ids.length > 0) return `SUBSYSTEM=="tty", ${attributes('ATTRS', ids)}, ${grant}`;
    if (!own) return null;
    const parts = [`{bInterfaceClass}=="${hex(own.class, 2)}"`];
    if (own.subclass !== undefined) parts.push(`{bInterfaceSubClass}=="${hex(own.subclass, 2)}"`);
    if (own.protocol !== undefined) parts.push(`{bInterfaceProtocol}=="${hex(own.protocol, 2)}"`);
    return `SUBSYSTEM=="tty", ${attributes('ATTRS', parts)}, ${grant}`;
  }
  if (transport === 'hid')
    return ids.length === 0 ? null : `SUBSYSTEM=="hidraw", ${attributes('ATTRS', ids)}, ${grant}`;
  // Without its numbers a device is known by its class; a text cannot be asked for here, and the class alone may be too wide.
  const recognisedByText = match.product ?? match.manufacturer ?? match.serialNumber;
  if (shared || (ids.length === 0 && (recognisedByText || !own))) return null;
  const conditions = [...ids.map((part) => `ATTR${part}`), ...(own ? [interfaceGlob(own)] : [])];
  return `SUBSYSTEM=="usb", ENV{DEVTYPE}=="usb_device", ${conditions.join(', ')}, ${grant}`;
}

const attributes = (which: 'ATTR' | 'ATTRS', parts: readonly string[]): string =>
  parts.map((part) => `${which}${part}`).join(', ');

const interfaceGlob = (own: NonNullable<Fingerprint['match']['interface']>): string => {
  const [subclass, protocol] = [own.subclass, own.protocol].map((number) =>
    number === undefined ? '??' : hex(number, 2),
  );
  return `ENV{ID_USB_INTERFACES}=="*:${hex(own.class, 2)}${subclass}${protocol}:*"`;
};

const hex = (number: number, digits: number): string => number.toString(16).padStart(digits, '0');

/** What a stranger could plug in or talk to from outside. */
const strangers = ['usb-storage', 'uas', 'bluetooth', 'btusb', 'firewire-core'];

/** Drivers of the kernel that bind themselves to an interface class, and would hold a device that we speak to ourselves. */
const classDrivers: Readonly<Record<number, readonly string[]>> = { 7: ['usblp'], 8: ['usb-storage', 'uas'] };

/** Settings for modprobe: which drivers of the kernel are never loaded. */
export function modprobeSettings(fingerprints: readonly Fingerprint[]): string {
  const held = new Map<string, string[]>(strangers.map((driver) => [driver, []]));
  for (const { id, transport, match } of fingerprints)
    if (transport === 'usb')
      for (const driver of classDrivers[match.interface?.class ?? -1] ?? [])
        held.set(driver, [...(held.get(driver) ?? []), id]);
  const why = (driver: string, ids: readonly string[]): string =>
    [
      ...(strangers.includes(driver) ? ['what a stranger could plug in or talk to from outside'] : []),
      ...(ids.length === 0 ? [] : [`would hold what the terminal speaks to itself: ${ids.join(', ')}`]),
    ].join('; ');
  const lines = [...held].map(([driver, ids]) => `# ${why(driver, ids)}\ninstall ${driver} /bin/false`);
  return `# /etc/modprobe.d/yinling.conf: drivers of the kernel that are never loaded.
# Made by \`node scripts/make-udev-rules.ts\` from the fingerprints in drivers/*/fingerprints; do not edit.
${lines.join('\n')}
`;
}
