import { spawn } from 'node:child_process';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import type { Measurement } from './kit/figure.ts';

const STREAMS = 1_000_000;

/** The long fuzz run of the SDT codec as its own program does it; a stream that breaks the codec rejects with its seed. */
export const measure: Measurement = async () => {
  const program = path.join(import.meta.dirname, 'fuzz', 'sdt-fuzz.ts');
  const child = spawn(process.execPath, [program, String(STREAMS)], { stdio: ['ignore', 'pipe', 'inherit'] });
  const told = JSON.parse(await text(child.stdout)) as { ok: boolean; streams: number; seconds: number };
  if (!told.ok) throw new Error(JSON.stringify(told));
  const perSecond = told.streams / told.seconds;
  return [
    {
      name: 'byte streams through the codec',
      unit: '/s',
      median: perSecond,
      samples: told.streams,
      note: `${told.streams.toLocaleString('en')} streams in ${told.seconds} s: none threw, over-read or stayed out of step`,
    },
  ];
};
