/**
 * What the guest is made of beside this machine's own root: Debian packages that are unpacked, never installed, and the
 * parts of them that go into the guest.
 */

/** Debian's name for its newest stock kernel; the real package is what it depends on. */
export const KERNEL_META_PACKAGE = 'linux-image-amd64';

/** udev makes nodes, links and groups as on the real terminal; kmod loads drivers for it; busybox is the first program. */
export const TOOL_PACKAGES = ['udev', 'kmod', 'busybox-static'] as const;

/** Libraries of udev and kmod that a small machine may not have, and their packages. */
export const LIBRARY_PACKAGES: Readonly<Record<string, string>> = {
  'libkmod.so.2': 'libkmod2',
  'libblkid.so.1': 'libblkid1',
  'libacl.so.1': 'libacl1',
  'libcap.so.2': 'libcap2',
  'libselinux.so.1': 'libselinux1',
};

/** Loaded before the root is there, in this order: the wire to the host, the host's files, a layer to write on. */
export const BOOT_MODULES = ['virtio_pci', '9pnet_virtio', '9p', 'overlay'] as const;

/** What udev may load when a device is plugged in, and the host controller into which simulated devices are plugged. */
export const DEVICE_MODULES = [
  'vhci_hcd',
  'virtio_console',
  'usbhid',
  'hid_generic',
  'evdev',
  'cdc_acm',
  'ch341',
  'cp210x',
  'ftdi_sio',
  'pl2303',
  'usblp',
  'uvcvideo',
  'usb_storage',
] as const;

/** Folders and files of the unpacked packages that the guest needs, beside the modules. */
export const KEPT_PATHS = [
  'usr/bin/udevadm',
  'usr/bin/kmod',
  'usr/lib/systemd/systemd-udevd',
  'usr/lib/udev/rules.d',
  'usr/lib/udev/fido_id',
  'usr/lib/udev/v4l_id',
  'usr/lib/modprobe.d',
] as const;
