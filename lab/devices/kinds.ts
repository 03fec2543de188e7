import type { LabFactory } from './lab-device.ts';

/**
 * What can be plugged in. One line per kind; its module is loaded when the first one is made, so that a test pays only for what
 * it uses.
 */
export const kinds = {
  camera: async () => (await import('./camera.ts')).labCamera,
  'code-scanner': async () => (await import('./code-scanner.ts')).codeScannerDevice,
  echo: async () => (await import('./echo.ts')).echoDevice,
  'finger-vein': async () => (await import('./finger-vein.ts')).fingerVeinDevice,
  'finger-vein-serial': async () => (await import('./finger-vein.ts')).fingerVeinUnit,
  'hid-echo': async () => (await import('./hid-echo.ts')).hidEchoDevice,
  'hid-relay': async () => (await import('./auxiliaries.ts')).hidRelayDevice,
  'id-card': async () => (await import('./id-card.ts')).idCardDevice,
  printer: async () => (await import('./printer.ts')).printerDevice,
  radar: async () => (await import('./auxiliaries.ts')).radarDevice,
  serial: async () => (await import('./serial.ts')).serialDevice,
  'serial-relay': async () => (await import('./auxiliaries.ts')).serialRelayDevice,
} satisfies Readonly<Record<string, () => Promise<LabFactory>>>;
