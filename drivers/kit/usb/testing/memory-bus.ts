import { transportErrors } from '../../errors.ts';
import { err, failure, ok, type Result } from '../../result.ts';
import { limited } from '../limited.ts';
import type { UsbModel } from '../simulator/usb-model.ts';
import type { UsbBus, UsbDeviceInfo, UsbPort, UsbSetup, UsbWait } from '../usb-bus.ts';
import { MemoryDevice } from './memory-device.ts';

/** A USB bus within this process, for ordinary tests: drivers on one side, simulated devices on the other. */
export interface MemoryBus extends UsbBus {
  /** Plugs a device in and returns where; without `path` where it was last, or at the next free place. */
  plug(model: UsbModel, path?: string): string;
  /** Pulls it out: pending transfers end with E1005 at once. */
  unplug(model: UsbModel): void;
  /** From now on nobody may open this device (E1003), as without a udev rule; null: open to all again. */
  refuse(model: UsbModel, code: 'E1002' | 'E1003' | null): void;
  /** The devices themselves, for a bus of another kind above this one (HID). */
  readonly devices: ReadonlySet<MemoryDevice>;
}

export function memoryBus(): MemoryBus {
  const devices = new Set<MemoryDevice>();
  const lastPaths = new Map<UsbModel, string>();
  const refused = new Map<UsbModel, 'E1002' | 'E1003'>();
  const listeners = new Set<() => void>();
  const changed = (): void => {
    for (const listener of [...listeners]) listener();
  };
  const deviceOf = (model: UsbModel): MemoryDevice | undefined =>
    [...devices].find((device) => device.model === model);

  const freePath = (): string => {
    const taken = new Set([...lastPaths.values(), ...[...devices].map((device) => device.info.path)]);
    for (let port = 1; ; port += 1) if (!taken.has(`1-${port}`)) return `1-${port}`;
  };

  return {
    devices,
    plug: (model, path = lastPaths.get(model) ?? freePath()) => {
      if (deviceOf(model)) throw new Error('this device is plugged in already');
      const device = new MemoryDevice(model, path);
      devices.add(device);
      lastPaths.set(model, path);
      model.plugged(device.host);
      changed();
      return path;
    },
    unplug: (model) => {
      const device = deviceOf(model);
      if (!device) return;
      devices.delete(device);
      device.leave();
      changed();
    },
    refuse: (model, code) => {
      if (code) refused.set(model, code);
      else refused.delete(model);
    },
    list: async () => [...devices].map((device) => device.info),
    open: async (wanted, number) => {
      const device = [...devices].find((item) => isSame(item.info, wanted));
      if (!device) return err(failure(transportErrors, 'E1001', wanted.path));
      const refusal = refused.get(device.model) ?? (device.claimed.has(number) ? 'E1002' : undefined);
      if (refusal) return err(failure(transportErrors, refusal, wanted.path));
      return openPort(device, number);
    },
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

const isSame = (a: UsbDeviceInfo, b: UsbDeviceInfo): boolean =>
  a.path === b.path && a.vendorId === b.vendorId && a.productId === b.productId;

const fail = (code: keyof typeof transportErrors, detail: string): Result<never> =>
  err(failure(transportErrors, code, detail));

const codeOf = { stall: 'E1010', overflow: 'E1011', gone: 'E1005' } as const;

function openPort(device: MemoryDevice, number: number): Result<UsbPort> {
  const { info } = device;
  const own = info.interfaces.find((item) => item.number === number);
  if (!own) return fail('E1004', `${info.path} has no interface ${number}`);
  device.claimed.add(number);
  let closed = false;
  const closing = new AbortController();
  const name = (endpoint: number): string => `${info.path}, endpoint 0x${endpoint.toString(16)}`;
  const signals = (signal: AbortSignal | undefined): AbortSignal =>
    signal ? AbortSignal.any([signal, closing.signal]) : closing.signal;
  const shut = (): Result<never> | null =>
    closed ? fail('E1009', info.path) : device.gone ? fail('E1005', info.path) : null;

  const control = async (
    setup: UsbSetup,
    length: number,
    bytes: Uint8Array,
    { limitMs, signal }: UsbWait,
  ): Promise<Result<Uint8Array>> =>
    shut() ??
    limited<Uint8Array>({ limitMs, signal: signals(signal) }, (finish) => {
      const stopGone = device.onGone(() => finish(fail('E1005', info.path)));
      void device.control({ ...setup, wLength: length }, bytes).then((answer) => {
        stopGone();
        if (answer === 'stall' || answer === 'gone') finish(fail(codeOf[answer], info.path));
        else finish(ok(answer ?? new Uint8Array()));
      });
      return (code) => {
        stopGone();
        finish(fail(code, info.path));
      };
    });

  return ok({
    info,
    interface: own,
    get isOpen() {
      return !closed && !device.gone;
    },
    read: async (endpoint, length, { limitMs, signal }) =>
      shut() ??
      limited<Uint8Array>({ limitMs, signal: signals(signal) }, (finish) => {
        const stop = device.read(endpoint, length, (how) => {
          if (how === 'stall') device.clearHalt(endpoint);
          finish(how instanceof Uint8Array ? ok(how) : fail(codeOf[how], name(endpoint)));
        });
        return (code) => {
          stop();
          finish(fail(code, name(endpoint)));
        };
      }),
    write: async (endpoint, bytes, { limitMs, signal }) =>
      shut() ??
      limited<void>({ limitMs, signal: signals(signal) }, (finish) => {
        const stop = device.write(endpoint, bytes, (how) => {
          if (how === 'stall') device.clearHalt(endpoint);
          finish(how === 'taken' ? ok(undefined) : fail(codeOf[how], name(endpoint)));
        });
        return (code) => {
          stop();
          finish(fail(code, name(endpoint)));
        };
      }),
    controlIn: async (setup, length, wait) => control(setup, length, new Uint8Array(), wait),
    controlOut: async (setup, bytes, wait) => {
      const done = await control(setup, bytes.length, bytes, wait);
      return done.ok ? ok(undefined) : done;
    },
    onLost: (listener) =>
      device.onGone(() => {
        if (!closed) listener(failure(transportErrors, 'E1005', info.path));
      }),
    close: async () => {
      if (closed) return;
      closed = true;
      closing.abort();
      device.claimed.delete(number);
    },
  });
}
