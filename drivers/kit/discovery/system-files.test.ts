import { describe, expect, it } from 'vitest';
import { type Fingerprint, fingerprintSchema } from './fingerprint.ts';
import { loadFingerprints } from './fingerprint-files.ts';
import { modprobeSettings, udevRules } from './system-files.ts';

const { fingerprints } = loadFingerprints();
const lines = (text: string): string[] => text.split('\n').filter((line) => !/^#|^$/.test(line));
const made = (transport: string, match: object, more: object = {}): Fingerprint =>
  fingerprintSchema.parse({
    ...{ id: 'made', kind: 'idCard', name: 'Made', transport, match, ...more },
    ...{ certainty: 'inferred', source: 'a test' },
  });
const ruleOf = (fingerprint: Fingerprint): string | undefined =>
  lines(udevRules([fingerprint])).find((line) => line.includes('ENV{YINLING_DEVICE}="made"'));

describe('udev rules', () => {
  it('are lines of conditions and settings as udev writes them', () => {
    const part = /^([A-Z]+(\{[\w$/]+\})?(==|!=|\+=|=)"[^"]*"(, |$))+$/;
    for (const line of lines(udevRules(fingerprints))) expect(line).toMatch(part);
  });

  it.each([
    ['usb', { vendorId: '0400', productId: 'C35A' }, 'SUBSYSTEM=="usb"', 'ATTR{idProduct}=="c35a"'],
    ['hid', { vendorId: '16c0', productId: '05df' }, 'SUBSYSTEM=="hidraw"', 'ATTRS{idVendor}=="16c0"'],
    ['serial', { vendorId: '1a86' }, 'SUBSYSTEM=="tty"', 'ATTRS{idVendor}=="1a86"'],
    ['usb', { interface: { class: '07' } }, 'SUBSYSTEM=="usb"', '"*:07????:*"'],
    ['serial', { interface: { class: '02' } }, 'SUBSYSTEM=="tty"', 'ATTRS{bInterfaceClass}=="02"'],
  ])('a %s device known by %j', (transport, match, ...parts) => {
    const rule = ruleOf(made(transport, match));
    for (const part of [...parts, 'GROUP="yinling"', 'MODE="0660"']) expect(rule).toContain(part);
  });

  it('give nothing to what only its text or its use tells from other devices', () => {
    expect(ruleOf(made('usb', { product: 'Reader' }))).toBeUndefined();
    expect(ruleOf(made('usb', { product: 'Reader', interface: { class: '03' } }))).toBeUndefined();
    expect(ruleOf(made('usb', { interface: { class: '08' } }, { shared: true }))).toBeUndefined();
    expect(ruleOf(made('hid', { usagePage: 'ff00' }))).toBeUndefined();
  });

  it('name a device by what is known most exactly', () => {
    const rules = lines(udevRules(fingerprints));
    const at = (id: string): number => rules.findIndex((line) => line.endsWith(`"${id}"`));
    expect(at('printer-class-both-ways')).toBeLessThan(at('custom-printer'));
    expect(at('cdc-acm')).toBeLessThan(at('ch340'));
  });
});

it('modprobe keeps off each driver once', () => {
  const drivers = lines(modprobeSettings(fingerprints)).map((line) => line.split(' ')[1]);
  expect(drivers).toEqual([...new Set(drivers)]);
  expect(drivers).toEqual(expect.arrayContaining(['usblp', 'usb-storage', 'uas', 'bluetooth']));
  expect(modprobeSettings([])).not.toContain('usblp');
});
