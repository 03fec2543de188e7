import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { fail, ok } from '../contract/failure.ts';
import { fileKeyStore } from '../ledger/key-store.ts';
import type { noLog } from '../log/log.ts';
import type { WorkerState } from '../workers/supervisor.ts';
import { handTemplateKey, templateKeyFrom } from './template-key.ts';

const dir = mkdtempSync(path.join(tmpdir(), 'yinling-template-key-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

describe('the key of the templates', () => {
  it('is derived from the platform key: the same each time, another at each terminal, never the key itself', () => {
    const [here, there] = ['here', 'there'].map((name) => fileKeyStore(path.join(dir, name)));
    expect(templateKeyFrom(here!)).toMatchObject({ error: { code: 'E7007' } });
    const platformKey = here!.create();
    there!.create();
    const [key, again, other] = [here!, here!, there!].map((store) => {
      const told = templateKeyFrom(store);
      if (!told.ok) throw new Error(told.error.message);
      return Buffer.from(told.value).toString('hex');
    });
    expect(key).toHaveLength(64);
    expect(again).toBe(key);
    expect(other).not.toBe(key);
    expect(platformKey.ok && Buffer.from(platformKey.value).toString('hex')).not.toBe(key);
  });

  it('is handed to the vision worker at each of its starts', async () => {
    const told: number[][] = [];
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
    const log = ((event: string, fields: { code: string }) => {
      failures.push(`${event} ${fields.code}`);
    }) as typeof noLog;
    handTemplateKey(vision as never, Uint8Array.of(1, 2, 3), log);
    listener('restarting');
    listener('up');
    await Promise.resolve();
    expect(told).toEqual([
      [1, 2, 3],
      [1, 2, 3],
    ]);
    expect(failures).toEqual(['failure E9001']);
  });
});
