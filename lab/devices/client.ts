import { type ChildProcess, fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { until } from '../guest/wait.ts';
import type { Place } from '../usbip/cable.ts';
import type { kinds } from './kinds.ts';
import type { DeviceReply, DeviceRequest, DeviceState } from './protocol.ts';

type Kinds = typeof kinds;
type Factory<K extends keyof Kinds> = Awaited<ReturnType<Kinds[K]>>;
type Actions<K extends keyof Kinds> = Awaited<ReturnType<Factory<K>>>['actions'];
type RequestBody = DeviceRequest extends infer R
  ? R extends DeviceRequest
    ? Omit<R, 'call'>
    : never
  : never;

/** A simulated device as a test holds it. */
export interface LabDeviceHandle<K extends keyof Kinds> {
  /** Resolves when the kernel has taken it; nodes and drivers come a moment later: wait for what you need. */
  plug(place?: Place): Promise<void>;
  /** Where the kernel has it ("1-2"), once it has chosen a configuration: its interfaces are there and drivers may bind. */
  seen(): Promise<string>;
  unplug(): Promise<void>;
  state(): Promise<DeviceState>;
  /** Does something to it that its kind offers. */
  act<N extends keyof Actions<K> & string>(
    name: N,
    ...words: Actions<K>[N] extends (...words: infer W) => unknown ? W : never
  ): Promise<Actions<K>[N] extends (...words: never[]) => infer R ? Awaited<R> : never>;
  /** Pulls it out and ends what stands behind it. */
  close(): Promise<void>;
}

/** The process of the simulated devices. */
export interface LabDevices {
  make<K extends keyof Kinds>(kind: K, ...options: Parameters<Factory<K>>): Promise<LabDeviceHandle<K>>;
  /** SIGKILL: all of its devices are gone at once, as when their supply fails. */
  kill(): Promise<void>;
  stop(): Promise<void>;
}

const ANSWER_LIMIT_MS = 60_000;

/** Starts the process. One is enough for a test file; end it with `stop`. */
export function startDevices(): LabDevices {
  const child = fork(path.join(import.meta.dirname, 'process.ts'), {
    serialization: 'advanced',
    execArgv: [],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const ask = askerOf(child);
  let lastDevice = 0;
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  return {
    make: async (kind, ...options) => {
      lastDevice += 1;
      const device = lastDevice;
      await ask({ do: 'make', device, kind, options: options[0] });
      const state = async (): Promise<DeviceState> => (await ask({ do: 'state', device })) as DeviceState;
      return {
        plug: async (place = 'same') => void (await ask({ do: 'plug', device, place })),
        unplug: async () => void (await ask({ do: 'unplug', device })),
        state,
        seen: () =>
          until(`${kind} in the kernel`, async () => {
            const { path: place, configuration } = await state();
            return configuration > 0 && existsSync(`/sys/bus/usb/devices/${place}/${place}:1.0`) && place;
          }),
        act: async (action, ...words) => (await ask({ do: 'act', device, action, words })) as never,
        close: async () => void (await ask({ do: 'close', device })),
      };
    },
    kill: () => {
      child.kill('SIGKILL');
      return ended;
    },
    stop: () => {
      if (child.connected) child.disconnect();
      return ended;
    },
  };
}

/** Sends a request and waits for its answer; rejects with the device process's own words, or when it is gone. */
function askerOf(child: ChildProcess): (request: RequestBody) => Promise<unknown> {
  const waiting = new Map<number, (reply: DeviceReply) => void>();
  let lastCall = 0;
  child.on('message', (reply: DeviceReply) => waiting.get(reply.call)?.(reply));
  child.once('exit', () => {
    for (const settle of [...waiting.values()]) settle({ call: 0, error: 'the simulated devices ended' });
  });
  return (request) =>
    new Promise((resolve, reject) => {
      lastCall += 1;
      const call = lastCall;
      const settle = ({ value, error }: DeviceReply): void => {
        clearTimeout(timer);
        waiting.delete(call);
        if (error === undefined) resolve(value);
        else reject(new Error(error));
      };
      const timer = setTimeout(
        () => settle({ call, error: `no answer to ${request.do} in ${ANSWER_LIMIT_MS} ms` }),
        ANSWER_LIMIT_MS,
      );
      waiting.set(call, settle);
      if (child.connected) child.send({ ...request, call });
      else settle({ call, error: 'the simulated devices have ended' });
    });
}
