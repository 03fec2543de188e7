import { transportErrors } from '../../errors.ts';
import { Listeners } from '../../listeners.ts';
import { type DeviceFailure, err, failure, ok, type Result } from '../../result.ts';
import type { MemoryBus } from '../../usb/testing/memory-bus.ts';
import type { MemoryDevice } from '../../usb/testing/memory-device.ts';
import type { UsbPort, UsbSetup } from '../../usb/usb-bus.ts';
import type { HidBus, HidDeviceInfo, HidPort } from '../hid-bus.ts';
import { parseReports, type ReportSizes } from './parse-reports.ts';

const HID_CLASS = 3;
const GET_REPORT = { bmRequestType: 0xa1, bRequest: 1 };
const SET_REPORT = { bmRequestType: 0x21, bRequest: 9 };
const OUTPUT = 2;
const FEATURE = 3;

/** The HID devices on a bus in memory, as the kernel's HID driver would show them. */
export function memoryHid(bus: MemoryBus): HidBus {
  const found = async (): Promise<{ info: HidDeviceInfo; device: MemoryDevice; sizes: ReportSizes }[]> => {
    const all = [...bus.devices].flatMap((device) =>
      device.info.interfaces.flatMap((own) => (own.class === HID_CLASS ? { device, own } : [])),
    );
    const described = all.map(async ({ device, own }) => {
      const sizes = parseReports(await reportDescriptor(device, own.number));
      const { vendorId, productId, serialNumber, manufacturer, product, path } = device.info;
      const info = {
        vendorId,
        productId,
        serialNumber,
        manufacturer,
        product,
        path: `${path}:1.${own.number}`,
        usagePage: sizes.usagePage,
        usage: sizes.usage,
        interface: own.number,
      };
      return { info, device, sizes };
    });
    return Promise.all(described);
  };
  return {
    list: async () => (await found()).map(({ info }) => info),
    open: async (wanted) => {
      const here = (await found()).find(({ info }) => info.path === wanted.path);
      if (!here) return err(failure(transportErrors, 'E1001', wanted.path));
      const opened = await bus.open(here.device.info, wanted.interface);
      return opened.ok ? ok(hidPort(here.info, opened.value, here.sizes)) : opened;
    },
    onChange: (listener) => bus.onChange(listener),
  };
}

async function reportDescriptor(device: MemoryDevice, number: number): Promise<Uint8Array> {
  const setup = { bmRequestType: 0x81, bRequest: 6, wValue: 0x2200, wIndex: number, wLength: 4096 };
  const answer = await device.control(setup, new Uint8Array());
  return answer instanceof Uint8Array ? answer : new Uint8Array();
}

function hidPort(info: HidDeviceInfo, port: UsbPort, sizes: ReportSizes): HidPort {
  const reports = new Listeners<Uint8Array>();
  const lost = new Listeners<DeviceFailure>();
  const input = port.interface.endpoints.find(({ address }) => (address & 0x80) !== 0);
  const output = port.interface.endpoints.find(({ address }) => (address & 0x80) === 0);
  const request = (kind: typeof GET_REPORT, type: number, reportId: number): UsbSetup => ({
    ...kind,
    wValue: (type << 8) | reportId,
    wIndex: info.interface,
  });
  const numbered = (reportId: number, bytes: Uint8Array): Uint8Array =>
    reportId === 0 ? bytes : Uint8Array.from([reportId, ...bytes]);
  port.onLost((failure) => lost.tell(failure));
  if (input) void readOn(port, input.address, input.maxPacketBytes, sizes.input, reports);
  return {
    info,
    get isOpen() {
      return port.isOpen;
    },
    write: async (reportId, bytes, wait) => {
      const report = numbered(reportId, bytes);
      if (report.length > sizes.output) return err(failure(transportErrors, 'E1006', info.path));
      if (output) return port.write(output.address, report, wait);
      return port.controlOut(request(SET_REPORT, OUTPUT, reportId), report, wait);
    },
    getFeature: async (reportId, length, wait): Promise<Result<Uint8Array>> => {
      const room = length + (reportId === 0 ? 0 : 1);
      const got = await port.controlIn(request(GET_REPORT, FEATURE, reportId), room, wait);
      return got.ok && reportId !== 0 ? ok(got.value.subarray(1)) : got;
    },
    setFeature: (reportId, bytes, wait) =>
      port.controlOut(request(SET_REPORT, FEATURE, reportId), numbered(reportId, bytes), wait),
    onReport: (listener) => reports.add(listener),
    onLost: (listener) => lost.add(listener),
    close: () => port.close(),
  };
}

async function readOn(
  port: UsbPort,
  endpoint: number,
  packetBytes: number,
  reportBytes: number,
  reports: Listeners<Uint8Array>,
): Promise<void> {
  const length = Math.max(1, Math.ceil(reportBytes / packetBytes)) * packetBytes;
  while (port.isOpen) {
    const read = await port.read(endpoint, length, { limitMs: 60_000 });
    if (read.ok && read.value.length > 0) reports.tell(read.value);
    if (!read.ok && read.error.code !== 'E1007' && read.error.code !== 'E1010') return;
  }
}
