import { mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { isInstalled } from './installed.mjs';
import { countsOf } from './reports.mjs';
import { isDone, markDone } from './stamps.mjs';
import { lintSteps, steps, testSteps } from './steps.mjs';
import { installCommands, installLine, missingPackages, probed, systemPackages } from './system-packages.mjs';

let root = '';
const write = (file, text) => {
  mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
  writeFileSync(path.join(root, file), typeof text === 'string' ? text : JSON.stringify(text));
};
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'yinling-setup-'));
});

describe('npm packages', () => {
  const lock = (packages) => ({ packages: { '': { name: 'yinling' }, ...packages } });
  const a = { 'node_modules/a': { version: '1.0.0', integrity: 'x' } };
  const b = { 'node_modules/b': { version: '2.0.0', integrity: 'y', optional: true } };

  it('are installed when everything is at its locked version, optional ones aside', () => {
    write('package-lock.json', lock({ ...a, ...b }));
    expect(isInstalled(root)).toBe(false);
    write('node_modules/.package-lock.json', { packages: a });
    expect(isInstalled(root)).toBe(true);
    write('node_modules/.package-lock.json', { packages: { ...a, ...b } });
    expect(isInstalled(root)).toBe(true);
  });

  it.each([
    ['one is missing', {}],
    ['one is another version', { 'node_modules/a': { version: '1.0.1', integrity: 'x' } }],
    ['one has another content', { 'node_modules/a': { version: '1.0.0', integrity: 'z' } }],
    ['one is too much', { ...a, 'node_modules/c': { version: '1.0.0' } }],
  ])('are installed again when %s', (_why, packages) => {
    write('package-lock.json', lock(a));
    write('node_modules/.package-lock.json', { packages });
    expect(isInstalled(root)).toBe(false);
  });

  it('are installed again after an install that was cut off', () => {
    write('package-lock.json', lock(a));
    write('node_modules/.package-lock.json', '{"packages":');
    expect(isInstalled(root)).toBe(false);
  });

  it('are what the lock says in this checkout', () => {
    expect(isInstalled(path.join(import.meta.dirname, '..', '..'))).toBe(true);
  });
});

describe('a step', () => {
  const step = { id: 'one', inputs: ['in', 'in.txt'], outputs: ['out/made.txt'] };

  it('is done once, and again when an input changed or an output is gone', () => {
    write('in/a.txt', '1');
    write('in.txt', '1');
    expect(isDone(root, step)).toBe(false);
    write('out/made.txt', 'x');
    markDone(root, step);
    expect(isDone(root, step)).toBe(true);
    utimesSync(path.join(root, 'in.txt'), 1, 1);
    write('in/a.test.ts', 'a test is no input');
    expect(isDone(root, step)).toBe(true);
    write('in/a.txt', '2');
    expect(isDone(root, step)).toBe(false);
    markDone(root, step);
    write('in/b.txt', '1');
    expect(isDone(root, step)).toBe(false);
    markDone(root, step);
    rmSync(path.join(root, 'out'), { recursive: true });
    expect(isDone(root, step)).toBe(false);
  });

  it('has a script, and only names commands that exist', () => {
    for (const { script, for: commands } of steps) {
      expect(() => readFileSync(path.join(import.meta.dirname, '..', '..', script[0]))).not.toThrow();
      expect(['start', 'test', 'lab', 'bench', 'setup', 'yinling']).toEqual(expect.arrayContaining(commands));
    }
    expect(lintSteps.map((step) => step.command[0])).toEqual(['biome', 'tsc', 'tsc', 'tsc', 'node', 'knip']);
    for (const { report, command, env } of testSteps) {
      expect(command.join(' ') + JSON.stringify(env ?? {})).toContain(report);
    }
  });
});

describe('system packages', () => {
  it('are asked for only when the command needs them and they are not there', () => {
    const names = (command) => missingPackages(command, () => false).map((item) => item.name);
    expect(names('start')).toEqual([
      ...['socat', 'ffmpeg', 'fonts-noto-cjk', 'chromium'],
      ...['pcscd', 'libpcsclite-dev', 'vsmartcard-vpcd', 'g++', 'make', 'python3', 'libusb-1.0-0'],
    ]);
    expect(names('test')).toContain('tesseract-ocr-chi-sim');
    expect(missingPackages('test', () => true)).toEqual([]);
    expect(missingPackages('start', (probe) => probe !== 'chromium').every((item) => !item.required)).toBe(
      true,
    );
    expect(systemPackages.every((item) => item.without.length > 10)).toBe(true);
  });

  it('are installed by root or by sudo without a password, else the line is printed', () => {
    const names = ['socat', 'ffmpeg'];
    expect(installCommands(names, { apt: true, root: true, sudo: false })?.[1]).toContain('socat');
    expect(installCommands(names, { apt: true, root: true, sudo: false })?.[0]?.[0]).toBe('apt-get');
    expect(installCommands(names, { apt: true, root: false, sudo: true })?.[0]?.slice(0, 2)).toEqual([
      'sudo',
      '-n',
    ]);
    expect(installCommands(names, { apt: true, root: false, sudo: false })).toBeNull();
    expect(installCommands(names, { apt: false, root: true, sudo: true })).toBeNull();
    expect(installLine(names)).toMatch(/apt-get install .* socat ffmpeg$/);
  });

  it('are found as programs on PATH and as files', () => {
    expect(probed('node')).toBe(true);
    expect(probed('no-such-program-here')).toBe(false);
    expect(probed(import.meta.filename)).toBe(true);
    expect(probed('/no/such/file')).toBe(false);
  });
});

describe('the last line', () => {
  it('counts what vitest reports, a file that does not load included', () => {
    const file = { status: 'failed', assertionResults: [] };
    expect(
      countsOf({ numPassedTests: 7, numFailedTests: 1, numFailedTestSuites: 0, testResults: [] }),
    ).toEqual({
      passed: 7,
      failed: 1,
    });
    expect(
      countsOf({ numPassedTests: 7, numFailedTests: 0, numFailedTestSuites: 1, testResults: [file] }),
    ).toEqual({
      passed: 7,
      failed: 1,
    });
  });

  it('counts what playwright reports; what passed on a fresh terminal has passed', () => {
    const stats = { expected: 5, unexpected: 1, flaky: 1, skipped: 2 };
    expect(countsOf({ stats, errors: [] })).toEqual({ passed: 6, failed: 1 });
    expect(countsOf({ stats: { expected: 0, unexpected: 0, flaky: 0 }, errors: [{}] })).toEqual({
      passed: 0,
      failed: 1,
    });
  });

  it.each([[null], [7], [{}], [{ stats: {} }]])('counts nothing from %j', (report) => {
    expect(countsOf(report)).toBeNull();
  });
});
