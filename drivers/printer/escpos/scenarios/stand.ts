import { onTestFinished } from 'vitest';
import { SerialTransport } from '../../../kit/serial-transport.ts';
import type { PrintJob } from '../../print-job.ts';
import { loadProfile } from '../../profiles/profile.ts';
import type { PrinterTimeouts } from '../../timeouts.ts';
import { EscposPrinter } from '../driver/escpos-printer.ts';
import { EscposSimulator, type EscposSimulatorOptions } from '../simulator/escpos-simulator.ts';

/** Short limits, so that a scenario waits for what happens and not for the clock. */
const quick: Partial<PrinterTimeouts> = {
  reply: 300,
  baudProbe: 100,
  proof: 4000,
  proofPoll: 100,
  processIdGrace: 300,
  takenPoll: 100,
  appear: 500,
  retract: 2000,
  reopen: 100,
  idlePoll: 500,
};

interface Stand {
  readonly simulator: EscposSimulator;
  readonly printer: EscposPrinter;
  readonly port: string;
}

/** A simulated printer and the driver on a real pty; both are closed when the test ends. Not opened yet. */
export async function stand(
  profileName = 'custom-vkp80',
  options: {
    readonly simulator?: EscposSimulatorOptions;
    readonly timeouts?: Partial<PrinterTimeouts>;
    readonly mode?: 'raster' | 'text';
    /** The simulator is another model than the driver believes. */
    readonly simulated?: string;
  } = {},
): Promise<Stand> {
  const profile = loadProfile(profileName);
  if (!profile.ok) throw new Error(profile.error.message);
  const simulator = new EscposSimulator({ profile: options.simulated ?? profileName, ...options.simulator });
  const port = await simulator.start();
  const printer = new EscposPrinter({
    transport: new SerialTransport(port),
    profile: { ...profile.value, ...(options.mode ? { mode: options.mode } : {}) },
    simulated: true,
    timeouts: { ...quick, ...options.timeouts },
  });
  onTestFinished(async () => {
    await printer.close();
    await simulator.stop();
  });
  return { simulator, printer, port };
}

/** As `stand`, with the printer open and ready. */
export async function openStand(...args: Parameters<typeof stand>): Promise<Stand> {
  const made = await stand(...args);
  const opened = await made.printer.open();
  if (!opened.ok) throw new Error(opened.error.message);
  return made;
}

/** A slip as the terminal prints it; the person, the numbers and the region 999900 are invented. */
export const certificationSlip: PrintJob = {
  id: 'visit-0001',
  lines: [
    { kind: 'text', text: '示例银行', size: 'large', align: 'center' },
    { kind: 'text', text: '养老待遇资格认证', size: 'large', align: 'center' },
    { kind: 'gap', mm: 2 },
    { kind: 'text', text: '认证成功', size: 'result', align: 'center', bold: true, invert: true },
    { kind: 'gap', mm: 2 },
    { kind: 'text', text: '您今年已经办好。', size: 'body', align: 'left' },
    { kind: 'pair', label: '姓名', value: '王*英' },
    { kind: 'pair', label: '证件号', value: '9999 **** **** 0014' },
    { kind: 'pair', label: '办理时间', value: '2026年11月22日 14:05' },
    { kind: 'pair', label: '下次认证', value: '2027年11月22日' },
    { kind: 'pair', label: '受理编号', value: '20261122000007' },
    { kind: 'rule', style: 'dashed' },
    { kind: 'pair', label: '社保电话', value: '12333' },
    { kind: 'gap', mm: 6 },
  ],
};
