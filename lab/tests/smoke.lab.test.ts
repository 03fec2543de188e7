import { existsSync } from 'node:fs';
import { expect, it } from 'vitest';

it('the guest has a host controller for simulated devices', () => {
  expect(existsSync('/sys/devices/platform/vhci_hcd.0')).toBe(true);
});
