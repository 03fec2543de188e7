/**
 * What the simulated printers are, by profile name. Written from the makers' command tables and not read from the driver's
 * profiles: a mistake there must show in the tests.
 */
export interface PrinterModel {
  readonly dots: number;
  /** DLE EOT 20 is answered with six bytes, GS e with the ejector. */
  readonly custom: boolean;
  readonly presenter: boolean;
  readonly processId: boolean;
  readonly automaticStatus: boolean;
  /** DLE EOT 3 bit 2 tells a jam. */
  readonly jamBit: boolean;
}

const plain: PrinterModel = {
  dots: 576,
  custom: false,
  presenter: false,
  processId: false,
  automaticStatus: false,
  jamBit: false,
};

export const models: Readonly<Record<string, PrinterModel>> = {
  'generic-80mm': plain,
  'generic-58mm': { ...plain, dots: 384 },
  'custom-vkp80': { ...plain, custom: true, presenter: true },
  'custom-kpm216': { ...plain, custom: true, presenter: true },
  'snbc-btp': { ...plain, automaticStatus: true, jamBit: true },
  'epson-tm': { ...plain, processId: true, automaticStatus: true },
};
