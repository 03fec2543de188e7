import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { inspect } from 'node:util';
import { checkValue, encryptBlocks } from '../../../drivers/kit/ciphers/block-cipher.ts';
import { PinPadSimulator } from '../../../drivers/pin-pad/serial/simulator/pin-pad-simulator.ts';
import { simulatedPinMasterKey } from '../../../fixtures/pin-keys/simulated-master-key.ts';
import { ok } from '../../contract/failure.ts';
import { openLog } from '../../log/log.ts';
import type { PinKeySource } from '../../ports/pin-pad.ts';
import type { WorkerLauncher } from '../../ports/worker.ts';
import { connectWorker } from '../../workers/connect-worker.ts';
import { workerEntries } from '../../workers/entries.ts';
import { forkLauncher } from '../../workers/fork-launcher.ts';
import {
  type DevicesConfig,
  type DriversApi,
  type DriversEvents,
  driversAnswers,
  driversEvents,
} from '../drivers-api.ts';
import { type PinPadOptions, pinPadOn } from '../pin-pad.ts';

const masterKey = Buffer.from(simulatedPinMasterKey.keyHex, 'hex');
export const sessionKey = Buffer.from('0123456789abcdeffedcba9876543210', 'hex');

/** A device that is not there: it is looked for again and again, and nobody waits for it. */
const nowhere = { port: '/nonexistent/tty', simulated: true };

/** A real drivers worker process with a simulated PIN pad, the port on it, and everything that was said on the way. */
export async function openPinWorker(options: Partial<Pick<PinPadOptions, 'kind' | 'fallback'>> = {}) {
  const dir = mkdtempSync(path.join(tmpdir(), 'yinling-pin-worker-'));
  const logFile = path.join(dir, 'log');
  const simulator = new PinPadSimulator({ masterKey: { ...simulatedPinMasterKey } });
  await simulator.start();
  const messages: unknown[] = [];
  const output: string[] = [];
  const fork = forkLauncher({ entries: workerEntries(), onOutput: (_worker, line) => output.push(line) });
  const launcher: WorkerLauncher = (name, argument) => {
    const worker = fork(name, argument);
    return {
      get pid() {
        return worker.pid;
      },
      post: (message) => {
        messages.push(message);
        worker.post(message);
      },
      onMessage: (listener) =>
        worker.onMessage((message) => {
          messages.push(message);
          listener(message);
        }),
      onExit: (listener) => worker.onExit(listener),
      kill: (signal) => worker.kill(signal),
    };
  };
  const drivers = connectWorker<DriversApi, DriversEvents>({
    name: 'drivers',
    launcher,
    argument: null,
    answers: driversAnswers,
    events: driversEvents,
    log: openLog({ to: { file: logFile } }),
  });
  const config = {
    idCard: nowhere,
    idPhoto: { kind: 'none' },
    printer: nowhere,
    printerProfile: 'custom-vkp80',
    pinPad: {
      pad: { port: simulator.path, simulated: true },
      masterKey: { algorithm: simulatedPinMasterKey.algorithm, key: masterKey, simulated: true },
    },
    camera: {
      input: { kind: 'simulator', url: 'tcp://127.0.0.1:9' },
      format: { width: 640, height: 480, fps: 10 },
    },
    socialCard: { kind: 'none' },
    fingerVein: { kind: 'none' },
    imageOps: 'opencv-js',
  } satisfies DevicesConfig;
  const configure = () => drivers.call('configure', config, { limitMs: 30_000 });
  let keysAsked = 0;
  const keys: PinKeySource = {
    sessionKey: async () => {
      keysAsked += 1;
      return ok({
        keyId: `K-${keysAsked}`,
        algorithm: 'SM4',
        wrappedKeyHex: Buffer.from(encryptBlocks('SM4', masterKey, sessionKey)).toString('hex'),
        kcv: checkValue('SM4', sessionKey),
      });
    },
  };
  const pinPad = pinPadOn({ drivers, keys, kind: 'pad', fallback: 'screen', format: 4, ...options });
  const configured = await configure();
  if (!configured.ok) throw new Error(`${configured.error.code} ${configured.error.message}`);
  drivers.onState((state) => {
    if (state === 'up') void configure();
  });
  return {
    drivers,
    pinPad,
    simulator,
    messages,
    keysAsked: () => keysAsked,
    /** Everything that could be kept of what happened: messages, the worker's output, the log. */
    told: () => {
      const said = inspect(messages, { depth: 12, maxArrayLength: null, maxStringLength: null });
      return [said, JSON.stringify(messages), output.join('\n'), readFileSync(logFile, 'utf8')].join('\n');
    },
    close: async () => {
      await drivers.stop();
      await simulator.stop();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
