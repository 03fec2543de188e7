import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { delayTable } from '../session/delays.ts';
import { configSchema, loadConfig, parseConfig, simulatedParts } from './config.ts';

/** Nothing in it is simulated, but for the authority: there is no other one yet. */
const real = {
  mode: 'production',
  idCard: { kind: 'serial', port: '/dev/ttyS0' },
  idPhoto: { kind: 'none' },
  socialCard: { kind: 'pcsc', reader: 'SSC', psam: 'PSAM' },
  printer: { kind: 'serial', port: '/dev/ttyS1' },
  pinPad: { kind: 'serial', port: '/dev/ttyS2', fallback: 'none' },
  fingerVein: { kind: 'xg', port: '/dev/ttyS3' },
  camera: { kind: 'v4l2', device: '/dev/video0' },
  liveness: 'required',
} as const;
/** The parts that are not real, of the same terminal where they are allowed. */
function partsOf(change: Readonly<Record<string, unknown>>): string[] {
  const parsed = parseConfig({ ...real, ...change, mode: 'demo' });
  if (!parsed.ok) throw new Error(parsed.error.message);
  return simulatedParts(parsed.value);
}

const keys = Object.keys(configSchema.shape);
const kinds = [
  'simulated',
  'serial',
  'found',
  'pcsc',
  'none',
  'vendorLibrary',
  'xg',
  'hitachi',
  'imageScanner',
  'v4l2',
  'dshow',
  'file',
  'simulator',
  'embedded',
];

// Zod and fast-check want a second or two of a processor, which a loaded machine does not always give.
describe('any configuration', { timeout: 60_000 }, () => {
  it('is read or refused as E9040 or E9041, and never throws (2,000 values of any kind)', () => {
    fc.assert(
      fc.property(fc.anything({ withBigInt: true, withDate: true, withNullPrototype: true }), (value) => {
        const parsed = parseConfig(value);
        if (!parsed.ok) expect(['E9040', 'E9041']).toContain(parsed.error.code);
      }),
      { numRuns: 2000 },
    );
  });

  it('with the right names and wrong values is refused with the place of the fault (2,000 values)', () => {
    const part = fc.oneof(
      fc.anything(),
      fc.record({ kind: fc.constantFrom(...kinds), port: fc.anything(), device: fc.anything() }),
    );
    const config = fc.dictionary(fc.constantFrom(...keys), part, { minKeys: 1 });
    fc.assert(
      fc.property(config, (value) => {
        const parsed = parseConfig(value);
        if (parsed.ok) {
          // What is read is whole: every part has a value, and every delay stays in its limits.
          expect(Object.keys(parsed.value).sort()).toEqual([...keys].sort());
        } else expect(parsed.error).toMatchObject({ code: /^E904[01]$/, action: 'configuration' });
      }),
      { numRuns: 2000 },
    );
  });

  it('names what is unknown instead of overlooking it', () => {
    expect(parseConfig({ printr: {} })).toMatchObject({ ok: false, error: { code: 'E9040' } });
    expect(parseConfig({ delays: { idel: 1 } })).toMatchObject({ ok: false, error: { code: 'E9040' } });
    expect(parseConfig({ idCard: { kind: 'serial' } })).toMatchObject({
      ok: false,
      error: { message: expect.stringContaining('idCard.port') },
    });
  });

  it('keeps every delay inside the limits of its row', () => {
    for (const [name, { min, max }] of Object.entries(delayTable)) {
      expect(parseConfig({ delays: { [name]: min } }).ok, name).toBe(true);
      expect(parseConfig({ delays: { [name]: max } }).ok, name).toBe(true);
      for (const wrong of [min - 1, max + 1, Number.NaN, Number.POSITIVE_INFINITY, `${min}`, null])
        expect(parseConfig({ delays: { [name]: wrong } }).ok, `${name} ${wrong}`).toBe(false);
    }
  });
});

describe('a production configuration', () => {
  it('takes real devices', () => {
    expect(partsOf({})).toEqual(['authority']);
  });

  it('is refused for its authority, whatever its devices are: the public is not served with invented people', () => {
    expect(parseConfig(real)).toEqual({
      ok: false,
      error: {
        code: 'E9041',
        action: 'configuration',
        message: expect.stringMatching(/: authority$/),
      },
    });
  });

  it.each([
    { idCard: { kind: 'found' } },
    { idCard: { kind: 'found', model: 'sdt-standard', serialNumber: 'A-1' } },
    { printer: { kind: 'found', path: '1-2.4' } },
    { fingerVein: { kind: 'xg', found: {} } },
    { fingerVein: { kind: 'hitachi', found: { model: 'cdc-acm', path: '1-3' } } },
    { camera: { kind: 'found' } },
    { fingerprints: '/etc/yinling/fingerprints' },
    { lights: { kind: 'none' } },
    { lights: { kind: 'hidRelay', channels: { card: 1, socialCard: 2, printer: 3, finger: 4 } } },
    { lights: { kind: 'hidRelay', path: '1-2.4', channels: { card: 8 } } },
    { lights: { kind: 'lcus', port: '/dev/ttyUSB4', channels: { finger: 2, printer: 1 } } },
    { lights: { kind: 'lcus', found: { path: '1-3' }, channels: { card: 1 } } },
  ])('takes a device wherever it is plugged in: %j', (change) => {
    expect(partsOf(change)).toEqual(['authority']);
    expect(parseConfig({ ...real, ...change, mode: 'demo' })).toMatchObject({ ok: true, value: change });
  });

  it.each([
    { idCard: { kind: 'found', port: '/dev/ttyUSB0' } },
    { printer: { kind: 'found', serial: 'A' } },
    { fingerVein: { kind: 'xg' } },
    { fingerVein: { kind: 'xg', port: '/dev/ttyUSB0', found: {} } },
    { pinPad: { kind: 'found' } },
    { lights: { kind: 'hidRelay', channels: {} } },
    { lights: { kind: 'hidRelay', channels: { card: 1, finger: 1 } } },
    { lights: { kind: 'hidRelay', channels: { card: 9 } } },
    { lights: { kind: 'hidRelay', channels: { door: 1 } } },
    { lights: { kind: 'lcus', channels: { card: 1 } } },
    { lights: { kind: 'lcus', port: '/dev/ttyUSB4', found: {}, channels: { card: 1 } } },
    { lights: { kind: 'simulated' } },
  ])('refuses what says two things or nothing: %j', (change) => {
    expect(parseConfig({ ...real, ...change })).toMatchObject({ ok: false, error: { code: 'E9040' } });
  });

  it.each([
    ['idCard', { idCard: { kind: 'simulated' } }],
    ['idPhoto', { idPhoto: { kind: 'simulated' } }],
    ['printer', { printer: { kind: 'simulated' } }],
    ['pinPad', { pinPad: { kind: 'simulated', fallback: 'none' } }],
    ['pinKey', { pinPad: { kind: 'screen' } }],
    ['pinKey', { pinPad: { kind: 'serial', port: '/dev/ttyS2' } }],
    ['camera', { camera: { kind: 'simulated' } }],
    ['camera', { camera: { kind: 'simulator', url: 'tcp://127.0.0.1:9' } }],
    ['camera', { camera: { kind: 'file', path: '/tmp/a.mp4' } }],
    ['fingerVein', { fingerVein: { kind: 'simulated' } }],
    ['fingerVein', { fingerVein: { kind: 'imageScanner', camera: { kind: 'file', path: '/tmp/a.mp4' } } }],
    ['liveness', { liveness: 'simulated' }],
    ['authority', { authority: { kind: 'embedded' } }],
  ])('refuses a simulated %s by its name: %j', (part, change) => {
    expect(parseConfig({ ...real, ...change })).toMatchObject({
      ok: false,
      error: { code: 'E9041', action: 'configuration', message: expect.stringContaining(part) },
    });
  });

  it('refuses each part that is left out, because the default is simulated', () => {
    const parts = ['idCard', 'idPhoto', 'printer', 'pinKey', 'fingerVein', 'camera', 'liveness'];
    for (const part of parts) {
      const { [(part === 'pinKey' ? 'pinPad' : part) as 'idCard']: _left, ...others } = real;
      expect(parseConfig(others), part).toMatchObject({
        ok: false,
        error: { code: 'E9041', message: expect.stringContaining(part) },
      });
    }
  });

  it('takes the keys on the screen when the bank has brought its key', () => {
    const pinBlock = { masterKeyFile: '/etc/yinling/pin.key' };
    expect(partsOf({ pinPad: { kind: 'screen' }, pinBlock })).toEqual(['authority']);
    expect(parseConfig({ pinBlock: { algorithm: '3DES' } })).toMatchObject({ error: { code: 'E9040' } });
    expect(parseConfig({ pinBlock: { algorithm: '3DES', format: 0 } }).ok).toBe(true);
  });

  it('refuses every mixture with something simulated in it', () => {
    const part = <T>(name: keyof typeof real, fake: T) => fc.constantFrom<unknown>(real[name], fake);
    const mixture = fc.record({
      mode: fc.constant('production'),
      idCard: part('idCard', { kind: 'simulated' }),
      idPhoto: part('idPhoto', { kind: 'simulated' }),
      printer: part('printer', { kind: 'simulated' }),
      pinPad: part('pinPad', { kind: 'screen' }),
      fingerVein: part('fingerVein', { kind: 'simulated', scanner: 'hitachi' }),
      camera: part('camera', { kind: 'simulated' }),
      liveness: part('liveness', 'simulated'),
    });
    fc.assert(
      fc.property(mixture, (value) => {
        const parsed = parseConfig(value);
        const demo = parseConfig({ ...value, mode: 'demo' });
        if (!demo.ok) throw new Error(demo.error.message);
        const parts = simulatedParts(demo.value);
        expect(parsed).toMatchObject({
          ...{ ok: false, error: { code: 'E9041', message: expect.stringContaining(parts.join(', ')) } },
        });
      }),
    );
  });
});

describe('a configuration file', () => {
  const dir = mkdtempSync(path.join(tmpdir(), 'yinling-config-'));
  afterAll(() => rmSync(dir, { recursive: true }));
  const file = (content: string | Uint8Array): string => {
    const name = path.join(dir, 'config.json');
    writeFileSync(name, content);
    return name;
  };

  it('may be missing from the command line: the demo terminal', () => {
    expect(loadConfig(undefined)).toMatchObject({ ok: true, value: { mode: 'demo' } });
  });

  it('is E9040 when it is not there, is a folder, is not JSON or not text', () => {
    for (const wrong of [path.join(dir, 'none.json'), dir, file('{"mode":')])
      expect(loadConfig(wrong), wrong).toMatchObject({ ok: false, error: { code: 'E9040' } });
    expect(loadConfig(file(new Uint8Array([0xff, 0, 0xfe])))).toMatchObject({
      ok: false,
      error: { code: 'E9040' },
    });
  });

  it('may begin with a byte order mark, as editors on Windows write it', () => {
    expect(loadConfig(file('\ufeff{"mode":"demo"}'))).toMatchObject({ ok: true });
  });
});
