import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DeviceConnection } from './device-connection.ts';
import { transportErrors } from './errors.ts';
import { Listeners } from './listeners.ts';
import { type DeviceFailure, err, failure, ok, type Result } from './result.ts';
import type { DeviceStatus } from './status.ts';

/** Far longer than a test: who waits for such a pause has missed the news. */
const NEVER_MS = 600_000;
const fault = (code: string): DeviceFailure => ({ code, action: 'reset', message: code });
const gone = failure(transportErrors, 'E1005');

let lost: Listeners<DeviceFailure>;
let back: Listeners<void>;
/** What the tries find, one after the other; then the device. */
let finds: (Result<string> | Promise<Result<string>>)[];
let tries: (string | null)[];
let disposed: number;
let states: string[];
let connection: DeviceConnection<string>;

function connect(more: { reopen?: number; recover?: number; onBack?: false } = {}): DeviceConnection<string> {
  const { reopen = NEVER_MS, recover = NEVER_MS, onBack } = more;
  const made = new DeviceConnection<string>({
    line: {
      get name() {
        return `port ${tries.length}`;
      },
      onLost: (listener) => lost.add(listener),
      ...(onBack === false ? {} : { onBack: (listener: () => void) => back.add(listener) }),
      close: async () => undefined,
    },
    find: async (_signal, after) => {
      tries.push(after?.code ?? null);
      return (await finds.shift()) ?? ok(`device ${tries.length}`);
    },
    dispose: () => {
      disposed += 1;
    },
    simulated: true,
    reopen,
    recover,
    needsRecovery: new Set(['E2901']),
    notReady: fault('E2900'),
    details: (serialNumber) => ({ serialNumber }),
  });
  made.onStatus(({ state, errorCode }) => states.push(errorCode ? `${state} ${errorCode}` : state));
  return made;
}
const until = (state: DeviceStatus['state'], code?: string): Promise<DeviceStatus> =>
  new Promise((resolve) => {
    const fits = (status: DeviceStatus): boolean =>
      status.state === state && (code === undefined || status.errorCode === code);
    if (fits(connection.status)) return resolve(connection.status);
    const stop = connection.onStatus((status) => {
      if (!fits(status)) return;
      stop();
      resolve(status);
    });
  });

beforeEach(() => {
  lost = new Listeners();
  back = new Listeners();
  finds = [];
  tries = [];
  disposed = 0;
  states = [];
  connection = connect();
});
afterEach(() => connection.close());

describe('a device that is there', () => {
  it('is ready after the first try, and tells who it is', async () => {
    expect(connection.ready).toMatchObject({ ok: false, error: { code: 'E2900' } });
    expect(await connection.open()).toEqual(ok('device 1'));
    expect(connection.ready).toEqual(ok('device 1'));
    expect(connection.status).toEqual({
      state: 'online',
      details: { port: 'port 1', serialNumber: 'device 1' },
      simulated: true,
    });
    expect(states).toEqual(['starting', 'online']);
  });

  it('is looked for once when two ask at the same time', async () => {
    await Promise.all([connection.open(), connection.open()]);
    expect(tries).toEqual([null]);
  });

  it('stays in use after a failure that is none of its own', async () => {
    await connection.open();
    connection.report(fault('E2999'));
    expect(connection.ready.ok).toBe(true);
  });

  it('is let go for good', async () => {
    await connection.open();
    await connection.close();
    lost.tell(gone);
    back.tell();
    expect([connection.status.state, disposed, tries.length]).toEqual(['offline', 1, 1]);
  });
});

describe('a device that fails', () => {
  it('is found again at once, and the search knows why', async () => {
    await connection.open();
    connection.report(fault('E2901'));
    expect(connection.ready).toMatchObject({ ok: false, error: { code: 'E2901' } });
    expect((await until('online')).details).toEqual({ port: 'port 2', serialNumber: 'device 2' });
    expect(tries).toEqual([null, 'E2901']);
    expect(states).toEqual(['starting', 'online', 'hardwareError E2901', 'online']);
  });

  it.each(['E1010', 'E1011', 'E1013'])('is no absent device when its line says %s', async (code) => {
    finds = [err(fault(code))];
    await connection.open();
    expect(connection.status).toMatchObject({ state: 'hardwareError', errorCode: code });
  });

  it('is tried again after its pause', async () => {
    connection = connect({ recover: 1 });
    finds = [err(fault('E2902')), err(fault('E2902'))];
    expect(await connection.open()).toMatchObject({ ok: false, error: { code: 'E2902' } });
    await until('online');
    expect(tries).toEqual([null, 'E2902', 'E2902']);
  });

  it('is not blamed for a try that was called off', async () => {
    finds = [err(fault('E1008'))];
    await connection.open();
    expect(states).toEqual(['starting']);
  });
});

describe('a device that was unplugged', () => {
  it('is found the moment the system says that it is back', async () => {
    await connection.open();
    lost.tell(gone);
    expect(connection.status).toMatchObject({ state: 'powerOff', errorCode: 'E1005' });
    back.tell();
    await until('online');
    expect(tries).toHaveLength(2);
  });

  it('stays "unplugged" while its port is not there', async () => {
    connection = connect({ reopen: 1 });
    await connection.open();
    finds = [err(fault('E1001')), err(fault('E1012')), err(fault('E1003'))];
    lost.tell(gone);
    await until('online');
    expect(states).toEqual(['starting', 'online', 'powerOff E1005', 'online']);
  });

  it('is looked for once more when the news comes during a try that fails', async () => {
    let fail: (result: Result<string>) => void = () => undefined;
    finds = [
      new Promise((resolve) => {
        fail = resolve;
      }),
    ];
    const first = connection.open();
    back.tell();
    fail(err(fault('E1012')));
    expect(await first).toMatchObject({ ok: false });
    await until('online');
    expect(tries).toEqual([null, 'E1012']);
  });

  it('is looked for from time to time where no system tells', async () => {
    connection = connect({ reopen: 1, onBack: false });
    await connection.open();
    lost.tell(gone);
    finds = [err(fault('E1001'))];
    await until('online');
  });

  it('is of no interest to whoever has not opened it', () => {
    lost.tell(gone);
    back.tell();
    expect([states, tries]).toEqual([[], []]);
  });
});
