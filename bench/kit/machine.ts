import { cpus, loadavg, totalmem } from 'node:os';

/** More runnable processes than cores: whatever takes time now was waiting too. */
const BUSY_LOAD_PER_CORE = 0.5;

export interface Machine {
  readonly date: string;
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGb: number;
  readonly node: string;
  readonly platform: string;
  /** Of the last minute, before anything was measured. */
  readonly load: number;
  /** The machine was busy with something else when the bench began. */
  readonly busy: boolean;
}

export function machine(): Machine {
  const all = cpus();
  const load = loadavg()[0] ?? 0;
  return {
    date: new Date().toISOString().slice(0, 16).replace('T', ' '),
    cpu: all[0]?.model.trim() ?? 'unknown',
    cores: all.length,
    memoryGb: Math.round(totalmem() / 2 ** 30),
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
    load: Math.round(load * 100) / 100,
    busy: load > BUSY_LOAD_PER_CORE * all.length,
  };
}

export const machineLine = (it: Machine): string =>
  `${it.date} UTC, ${it.cores} cores ${it.cpu}, ${it.memoryGb} GB, ${it.platform}, Node ${it.node}, load ${it.load}`;
