import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPrivatePcscd, type PrivatePcscd } from '../../drivers/kit/pcsc/simulator/private-pcscd.ts';

const program = path.join(import.meta.dirname, 'yinling.ts');
const example = path.join(import.meta.dirname, '../../fixtures/scripts/social-card-example.json');

/** The command line as another program uses it, on a PC/SC service that another program could use too. */
describe('social-security cards on the command line', { timeout: 90_000 }, () => {
  let pcscd: PrivatePcscd;
  const children: ChildProcess[] = [];
  beforeAll(async () => {
    pcscd = await openPrivatePcscd(['SSC Reader', 'PSAM Reader']);
  }, 30_000);
  afterAll(async () => {
    for (const child of children) child.kill('SIGKILL');
    await pcscd?.close();
  });

  const run = (...args: string[]): ChildProcess => {
    const child = spawn(process.execPath, [program, ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, PCSCLITE_CSOCK_NAME: pcscd.socket },
    });
    children.push(child);
    return child;
  };
  const simulate = (slot: number, ...args: string[]): ChildProcess =>
    run('simulate', 'social-card', ...args, '--vpcd', `127.0.0.1:${pcscd.readers[slot]?.port}`);
  const stop = async (child: ChildProcess): Promise<number | null> => {
    child.kill('SIGTERM');
    const [code] = (await once(child, 'close')) as [number | null];
    return code;
  };
  const read = async (...args: string[]) => {
    const child = run('read-social-card', ...args, '--json');
    let out = '';
    child.stdout?.on('data', (data) => {
      out += data;
    });
    const [code] = (await once(child, 'close')) as [number | null];
    return { code, out, answer: JSON.parse(out) as Record<string, unknown> };
  };

  it('reads a card that another process puts in, with the account number masked', async () => {
    const card = simulate(0, '--id', 'wang-guizhi');
    const { code, out, answer } = await read('--reader', 'ssc');
    expect(code).toBe(0);
    expect(answer).toMatchObject({
      ok: true,
      reader: 'SSC Reader 00 00',
      card: { version: '2.00', name: '王桂芝', pan: expect.stringMatching(/^629999\*{9}\d{4}$/) },
      national: expect.stringMatching(
        /^999900\|999900\d{11}[\dX]\|X00000019\|.*\|2\.00\|20260901\|20360901\|\|\|$/,
      ),
    });
    expect(out).not.toMatch(/6299990\d{12}/);
    expect(await stop(card)).toBe(0);
  });

  it('reads by the PSAM, follows a script, and says what is missing', async () => {
    const psam = simulate(1, '--id', 'psam');
    const card = simulate(0, '--script', example);
    const { code, answer } = await read('--reader', 'SSC', '--psam', 'PSAM');
    expect(code).toBe(0);
    expect(answer).toMatchObject({ card: { name: '王桂芝', authenticatedBy: 'none' } });
    await stop(card);
    const third = simulate(0, '--id', 'zhao-xiulan');
    expect((await read('--reader', 'SSC', '--psam', 'PSAM')).answer).toMatchObject({
      card: { version: '3.00', authenticatedBy: 'psam' },
    });
    expect(await read('--reader', 'SSC')).toMatchObject({ code: 1, answer: { error: { code: 'E2525' } } });
    await stop(third);
    await stop(psam);
    expect(await read('--reader', 'nobody', '--timeout', '6000')).toMatchObject({
      code: 1,
      answer: { error: { code: 'E2501' } },
    });
    const unknown = run('simulate', 'social-card', '--id', 'nobody');
    const [unknownCode] = (await once(unknown, 'close')) as [number | null];
    expect(unknownCode).toBe(1);
  });
});
