import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { encodePng } from '../../drivers/kit/image/codec.ts';
import { captureRegion } from '../../fixtures/finger-vein/capture.ts';

/** The command line as another program uses it: a process of its own, JSON alone on stdout, the exit code. */

const root = path.join(import.meta.dirname, '..', '..');
const program = path.join(import.meta.dirname, 'yinling.ts');
const portrait = (name: string): string =>
  path.join(root, 'fixtures', 'generated', 'portraits', `${name}.jpg`);
const dir = mkdtempSync(path.join(tmpdir(), 'yinling-cli-'));
afterAll(() => rmSync(dir, { recursive: true }));
const file = (name: string, content: string): string => {
  writeFileSync(path.join(dir, name), content);
  return path.join(dir, name);
};

interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

async function yinling(...args: string[]): Promise<Ran> {
  // In another folder than the project's: nothing may depend on where it is called from.
  const child = spawn(process.execPath, [program, ...args], { stdio: ['ignore', 'pipe', 'pipe'], cwd: dir });
  const text = { stdout: '', stderr: '' };
  child.stdout.on('data', (data) => {
    text.stdout += data;
  });
  child.stderr.on('data', (data) => {
    text.stderr += data;
  });
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, ...text };
}

/** The one JSON value that stands alone on stdout. */
function answerOf({ stdout }: Ran): Record<string, unknown> {
  expect(stdout.endsWith('\n')).toBe(true);
  return JSON.parse(stdout) as Record<string, unknown>;
}

const simulators: ChildProcess[] = [];
afterEach(async () => {
  for (const child of simulators.splice(0)) {
    if (child.exitCode === null) {
      child.kill('SIGTERM');
      await once(child, 'close');
    }
  }
});

/** `yinling simulate ...`: the JSON lines that it prints, the first names the pty. */
async function simulate(...args: string[]) {
  const child = spawn(process.execPath, [program, 'simulate', ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  simulators.push(child);
  const lines: Interface = createInterface({ input: child.stdout as NonNullable<typeof child.stdout> });
  const seen: Record<string, unknown>[] = [];
  const waiting: (() => void)[] = [];
  lines.on('line', (line) => {
    seen.push(JSON.parse(line) as Record<string, unknown>);
    for (const look of waiting.splice(0)) look();
  });
  const line = async (
    fits: (value: Record<string, unknown>) => boolean,
  ): Promise<Record<string, unknown>> => {
    for (;;) {
      const found = seen.find(fits);
      if (found) return found;
      await new Promise<void>((resolve) => waiting.push(resolve));
    }
  };
  const { port } = await line((value) => typeof value.port === 'string');
  return { port: port as string, line, child };
}

describe('wrong usage', { timeout: 120_000 }, () => {
  it.each([
    [[]],
    [['fly']],
    [['__proto__']],
    [['read-card']],
    [['read-card', '--port']],
    [['read-card', '--port', '/dev/null', '--baud', 'fast']],
    [['read-card', '--port', '/dev/null', '--timeout', '1']],
    [['read-card', '--port', '/dev/null', '--colour', 'red']],
    [['read-card', '--port', 'usb:0400']],
    [['read-social-card', '--port', '/dev/null']],
    [['simulate', 'social-card']],
    [['simulate', 'social-card', '--id', 'wang-guizhi', '--vpcd', 'nowhere']],
    [['print', '--port', '/dev/null', '--profile', 'custom-vkp80']],
    [['compare-faces', 'a.jpg']],
    [['compare-faces', 'a.jpg', 'b.jpg', 'c.jpg']],
    [['evaluate', 'voice', '--pairs', 'pairs.csv']],
    [['evaluate', 'face']],
    [['evaluate', 'vein']],
    [['evaluate', 'vein', '--dir', '.', '--roi', 'square']],
    [['evaluate', 'vein', '--dir', '.', '--finger-width', 'wide']],
    [['simulate']],
    [['simulate', 'camera']],
    [['simulate', 'id-card']],
    [['simulate', 'printer']],
  ])('%j: exit 2, the usage on stderr and nothing on stdout', async (args) => {
    const ran = await yinling(...args);
    expect(ran).toMatchObject({ code: 2, stdout: '' });
    expect(ran.stderr).toContain('yinling read-card --port PATH');
    expect(ran.stderr).not.toContain('    at ');
  });

  it('--help is no fault', async () => {
    expect(await yinling('--help')).toMatchObject({ code: 0, stderr: '' });
  });
});

describe('a told failure', { timeout: 120_000 }, () => {
  it.each([
    ['E1001', ['read-card', '--port', '/dev/no-such-port', '--timeout', '500', '--json']],
    ['E1012', ['read-card', '--port', 'usb:1209:ffff', '--timeout', '500', '--json']],
    ['E1012', ['read-card', '--port', 'hid:1209:ffff', '--timeout', '500', '--json']],
    ['E4016', ['print', '--port', '/dev/null', '--profile', 'no-such', '--text', 'x.txt', '--json']],
    ['E4023', ['print', '--port', '/dev/null', '--profile', 'custom-vkp80', '--text', 'x.txt', '--json']],
    ['E5301', ['compare-faces', 'none.jpg', 'none.jpg', '--json']],
    ['E5301', ['evaluate', 'face', '--pairs', 'none.csv', '--json']],
    ['E5301', ['evaluate', 'vein', '--dir', 'no-such-folder', '--json']],
    ['E9040', ['simulate', 'id-card', '--script', 'none.json']],
    ['E9040', ['simulate', 'id-card', '--script', '.']],
    ['E4016', ['simulate', 'printer', '--out', 'slips', '--profile', 'no-such']],
  ])('%s is exit 1 with code, action and message: %j', async (code, args) => {
    const ran = await yinling(...args);
    expect(ran).toMatchObject({ code: 1, stderr: '' });
    expect(answerOf(ran)).toEqual({
      ok: false,
      error: {
        code,
        action: expect.stringMatching(/^(reset|clear|maintenance|suspend|configuration)$/),
        message: expect.stringMatching(/./),
      },
    });
  });

  it.each(['{', '[{"do":"dance"}]', '{"do":"remove"}'])(
    'for a script that is none, %j, as for any other file',
    async (text) => {
      const ran = await yinling('simulate', 'id-card', '--script', file('script.json', text));
      expect(ran).toMatchObject({ code: 1, stderr: '' });
      expect(answerOf(ran)).toMatchObject({ ok: false, error: { code: 'E9040' } });
    },
  );

  it('for pictures that are none: which of the two it was', async () => {
    const ran = await yinling('compare-faces', portrait('astronaut'), file('b.jpg', 'no picture'), '--json');
    expect(ran.code).toBe(1);
    expect(answerOf(ran)).toMatchObject({
      error: { code: 'E5101', message: expect.stringMatching(/^second picture/) },
    });
  });

  it('for a list of pairs that is none: the line', async () => {
    const ran = await yinling('evaluate', 'face', '--pairs', file('bad.csv', 'a,b,1\na,b,maybe\n'), '--json');
    expect(ran.code).toBe(1);
    expect(answerOf(ran)).toMatchObject({
      error: { code: 'E5302', message: expect.stringContaining('line 2') },
    });
  });
});

describe('read-card at the simulated module', { timeout: 120_000 }, () => {
  const script = path.join(root, 'fixtures', 'scripts', 'id-card-example.json');

  it('prints the card that the script lays down, then the next one, and nothing else', async () => {
    const module = await simulate('id-card', '--script', script);
    const first = await yinling(
      ...['read-card', '--port', module.port, '--fingerprint', '--new-addresses', '--json'],
    );
    expect(first).toMatchObject({ code: 0, stderr: '' });
    expect(answerOf(first)).toEqual({
      ok: true,
      samId: expect.stringMatching(/^\d{2}\.\d{2}-\d{8}-\d{10}-\d{10}$/),
      card: {
        kind: 'resident',
        name: '测试员',
        sex: '1',
        nation: '01',
        birthDate: '1950-01-01',
        address: '测试省测试市测试路1号',
        idNumber: '999900195001010019',
        authority: '测试市公安局',
        validFrom: '2020-01-01',
        validTo: 'long-term',
        newAddresses: ['测试省测试市新测试路2号'],
      },
      photo: { wltSha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
      fingerprint: { length: 1024 },
      consistent: true,
    });

    const second = await yinling('read-card', '--port', module.port, '--baud', '115200', '--json');
    expect(second).toMatchObject({ code: 0, stderr: '' });
    expect(answerOf(second)).toEqual({
      ok: true,
      samId: expect.any(String),
      card: {
        kind: 'foreigner2023',
        name: 'SPECIMEN, ALEXANDRA',
        englishName: 'SPECIMEN, ALEXANDRA',
        sex: '1',
        nationality: 'KAZ',
        birthDate: '1985-01-01',
        idNumber: '932682198501010017',
        validFrom: '2023-12-01',
        validTo: '2033-12-01',
        newAddresses: [],
      },
      photo: { wltSha256: expect.any(String) },
      consistent: true,
    });
  });

  it('without a card is a told failure within its time', async () => {
    const module = await simulate('id-card', '--script', file('empty.json', '[]'));
    const ran = await yinling('read-card', '--port', module.port, '--timeout', '2000', '--json');
    expect(ran).toMatchObject({ code: 1, stderr: '' });
    expect(answerOf(ran)).toMatchObject({ ok: false, error: { code: 'E2005' } });
  });

  it('ends in order at SIGTERM and leaves no pty behind', async () => {
    const module = await simulate('id-card', '--script', file('empty.json', '[]'));
    expect(existsSync(module.port)).toBe(true);
    module.child.kill('SIGTERM');
    expect((await once(module.child, 'close'))[0]).toBe(0);
    expect(existsSync(module.port)).toBe(false);
  });
});

describe('print at the simulated printer', { timeout: 120_000 }, () => {
  it('prints, sees the slip taken, and the slip is a picture in the folder', async () => {
    const out = path.join(dir, 'slips');
    const printer = await simulate('printer', '--out', out);
    const text = file('slip.txt', '养老待遇资格认证\n认证成功 2026-11-22\n');
    const ran = await yinling(
      ...['print', '--port', printer.port, '--profile', 'custom-vkp80', '--text', text, '--json'],
    );
    expect(ran).toMatchObject({ code: 0, stderr: '' });
    expect(answerOf(ran)).toEqual({
      ok: true,
      printed: true,
      taken: true,
      statusBefore: expect.objectContaining({ paper: 'full', media: 'notPresent', online: true }),
      statusAfter: expect.objectContaining({ media: 'notPresent', online: true }),
    });
    const { slip } = await printer.line((value) => typeof value.slip === 'string');
    expect(
      readFileSync(path.join(out, slip as string))
        .subarray(1, 4)
        .toString(),
    ).toBe('PNG');
  });
});

describe('faces', { timeout: 240_000 }, () => {
  it('compare-faces tells one person from two', async () => {
    const same = await yinling('compare-faces', portrait('astronaut'), portrait('astronaut'), '--json');
    expect(same).toMatchObject({ code: 0, stderr: '' });
    const told = answerOf(same);
    expect(told).toMatchObject({
      ok: true,
      same: true,
      similarity: expect.any(Number),
      threshold: expect.any(Number),
    });
    expect(told.quality).toHaveLength(2);
    const two = answerOf(
      await yinling('compare-faces', portrait('astronaut'), portrait('head_li-changshun'), '--json'),
    );
    expect(two).toMatchObject({ ok: true, same: false });
    expect(two.similarity as number).toBeLessThan(told.similarity as number);
  });

  it('evaluate face measures labelled pairs, relative to their file, and draws the curve', async () => {
    const names = ['astronaut', 'head_li-changshun', 'head_zhao-xiulan'];
    const relative = (name: string): string => path.relative(dir, portrait(name));
    const pairs = names.flatMap((a) => names.map((b) => `${relative(a)},${relative(b)},${a === b ? 1 : 0}`));
    const det = path.join(dir, 'det.svg');
    const ran = await yinling(
      ...['evaluate', 'face', '--pairs', file('pairs.csv', `a,b,same\n${pairs.join('\n')}\n`)],
      ...['--det', det, '--json'],
    );
    expect(ran).toMatchObject({ code: 0, stderr: '' });
    const told = answerOf(ran);
    expect(told).toMatchObject({
      ok: true,
      pairs: { genuine: 3, impostor: 6, notScored: 0 },
      failureToAcquire: 0,
      eer: 0,
      frrAtFar: { '1e-2': { frr: 0 }, '1e-3': { frr: 0 } },
      medianMs: { detect: expect.any(Number), total: expect.any(Number) },
    });
    expect(readFileSync(det, 'utf8')).toContain('<svg');
  });

  it('evaluate vein measures a folder of fingers and draws the curve', async () => {
    for (const finger of [1, 2, 3])
      for (const capture of [0, 1]) {
        const place = path.join(dir, 'fingers', `f${finger}`, 's1');
        mkdirSync(place, { recursive: true });
        const picture = { ...captureRegion({ finger, capture }), channels: 1 } as const;
        writeFileSync(path.join(place, `${capture}.png`), await encodePng(picture));
      }
    const det = path.join(dir, 'det-vein.svg');
    const ran = await yinling(
      ...['evaluate', 'vein', '--dir', path.join(dir, 'fingers'), '--roi', 'given'],
      ...['--finger-width', '100', '--axis', 'horizontal', '--det', det, '--json'],
    );
    expect(ran).toMatchObject({ code: 0, stderr: '' });
    expect(answerOf(ran)).toMatchObject({
      ok: true,
      images: { count: 6, usable: 6, reasons: {} },
      results: [{ protocol: 'sameSession', templates: 1, pairs: { genuine: 3, impostor: 6 } }],
      medianMs: { match: expect.any(Number), extractAndMatch: expect.any(Number) },
    });
    expect(readFileSync(det, 'utf8')).toContain('<svg');
  });
});
