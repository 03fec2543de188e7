/** The part of a bus (USB, HID) that tells what is plugged in. */
interface Bus<Device> {
  list(): Promise<readonly Device[]>;
  onChange(listener: () => void): () => void;
}

/**
 * `Transport.onBack` of a line on such a bus: calls `listener` when something has changed on the bus and a device that fits is
 * there while the line is not open. Returns the function that stops listening.
 */
export function toldBack<Device>(
  bus: Bus<Device>,
  fits: (devices: readonly Device[]) => unknown,
  line: { readonly isOpen: boolean },
  listener: () => void,
): () => void {
  return bus.onChange(() => {
    if (line.isOpen) return;
    void bus.list().then((devices) => {
      if (!line.isOpen && fits(devices)) listener();
    });
  });
}
