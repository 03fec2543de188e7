import { expect, it } from 'vitest';
import { fail, ok } from '../contract/failure.ts';
import type { noLog } from '../log/log.ts';
import type { WorkerState } from '../workers/supervisor.ts';
import { handTemplateKey } from './template-key.ts';

it('hands the key of the templates to the vision worker at each of its starts, and keeps no copy', async () => {
  const told: number[][] = [];
  const copies: Uint8Array[] = [];
  let listener: (state: WorkerState) => void = () => undefined;
  const vision = {
    state: 'up',
    onState: (to: typeof listener) => {
      listener = to;
      return () => undefined;
    },
    call: async (_method: string, { key }: { key: Uint8Array }) => {
      told.push([...key]);
      return told.length === 2 ? fail({ code: 'E9001', action: 'reset', message: '' }) : ok(undefined);
    },
  };
  const failures: string[] = [];
  const log = ((event: string, { code }: { code: string }) => {
    failures.push(`${event} ${code}`);
  }) as typeof noLog;
  const keyOf = () => {
    const copy = Uint8Array.of(1, 2, 3);
    copies.push(copy);
    return copy;
  };
  handTemplateKey(vision as never, keyOf, log);
  listener('restarting');
  listener('up');
  await Promise.resolve();
  expect(told).toEqual([
    [1, 2, 3],
    [1, 2, 3],
  ]);
  expect(copies.map((copy) => [...copy])).toEqual([
    [0, 0, 0],
    [0, 0, 0],
  ]);
  expect(failures).toEqual(['failure E9001']);
});
