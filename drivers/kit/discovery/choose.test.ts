import { describe, expect, it } from 'vitest';
import type { Candidate } from './candidate.ts';
import { choose } from './choose.ts';
import { loadFingerprints } from './fingerprint-files.ts';
import { rank } from './score.ts';
import { mockAdapters } from './testing/adapters.ts';

const { fingerprints } = loadFingerprints();
const adapter = (about: string, place: string, more: Partial<Candidate> = {}): Candidate => {
  const { candidate } = mockAdapters.find((mock) => mock.about === about)!;
  return { ...candidate, place, path: candidate.transport === 'usb' ? place : `/dev/at-${place}`, ...more };
};
const chosen = (
  kind: Parameters<typeof choose>[0],
  candidates: readonly Candidate[],
  wish: Parameters<typeof choose>[2] = {},
) => choose(kind, rank(fingerprints, candidates), wish);
const id = (result: ReturnType<typeof chosen>): string =>
  result.ok
    ? `${result.value.match.fingerprint.id} at ${result.value.match.candidate.place}`
    : result.error.code;

describe('the device that is taken', () => {
  const bench = [
    adapter('standard module', '1-1'),
    adapter('SNBC printer', '1-2'),
    adapter('UVC camera', '1-3'),
    adapter('CH340', '1-4'),
  ];

  it('is the only one that fits', () => {
    expect(id(chosen('idCard', bench))).toBe('sdt-standard at 1-1');
    expect(id(chosen('printer', bench))).toBe('snbc-printer at 1-2');
    expect(id(chosen('camera', bench))).toBe('uvc at 1-3');
    expect(chosen('fingerVein', bench)).toMatchObject({ ok: false, error: { code: 'E1012' } });
  });

  it('is the better one of two, and the other is told', () => {
    const two = chosen('printer', [
      adapter('printer of nobody we know', '1-1'),
      adapter('SNBC printer', '1-2'),
    ]);
    expect(id(two)).toBe('snbc-printer at 1-2');
    expect(two.ok && two.value.others.map(({ candidate }) => candidate.place)).toEqual(['1-1']);
  });

  it('is none of two that fit equally well, until one is named', () => {
    const two = [
      adapter('standard module', '1-1', { serialNumber: 'A' }),
      adapter('standard module', '1-2', { serialNumber: 'B' }),
    ];
    const tie = chosen('idCard', two);
    expect(tie).toMatchObject({ ok: false, error: { code: 'E1014', action: 'configuration' } });
    expect(!tie.ok && tie.error.message).toContain('sdt-standard at 1-1, sdt-standard at 1-2');
    expect(id(chosen('idCard', two, { serialNumber: 'B' }))).toBe('sdt-standard at 1-2');
    expect(id(chosen('idCard', two, { path: '1-1' }))).toBe('sdt-standard at 1-1');
    expect(id(chosen('idCard', two, { serialNumber: 'C' }))).toBe('E1012');
    expect(id(chosen('idCard', two, { model: 'synjones' }))).toBe('E1012');
  });

  it('is one device, however many ways lead to it', () => {
    const scanner = adapter('LS2208', '1-1');
    const alsoHid = { ...adapter('point-of-sale scanner', '1-1'), path: '/dev/hidraw0' };
    expect(id(chosen('codeScanner', [alsoHid, scanner]))).toBe('symbol-keyboard at 1-1');
  });

  it('behind a bridge, or like many others, is taken only when it is named', () => {
    expect(id(chosen('idCard', [adapter('CH340', '1-4')]))).toBe('E1012');
    expect(id(chosen('idCard', [adapter('CH340', '1-4')], { path: '1-4' }))).toBe('ch340 at 1-4');
    expect(id(chosen('proximity', [adapter('CH340', '1-4')], { model: 'ch340' }))).toBe('ch340 at 1-4');
    const bridges = [adapter('CH340', '1-4'), adapter('CH340', '1-5')];
    expect(id(chosen('proximity', bridges, { model: 'ch340' }))).toBe('E1014');
    expect(id(chosen('codeScanner', [adapter('keyboard', '1-6')]))).toBe('E1012');
    expect(id(chosen('codeScanner', [adapter('keyboard', '1-6')], { model: 'any-keyboard' }))).toBe(
      'any-keyboard at 1-6',
    );
    expect(id(chosen('fingerVein', [adapter('stick', '1-7')]))).toBe('E1012');
  });
});
