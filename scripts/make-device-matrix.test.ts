import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  type Evidence,
  evidenceOf,
  expectedEvidence,
  labTitles,
  type TestResult,
} from './device-matrix/evidence.ts';
import { ways, wires } from './device-matrix/ways.ts';
import { matrixPage, matrixPath } from './make-device-matrix.ts';

const root = path.join(import.meta.dirname, '..');
const all = [...ways, ...wires];
const titles = new Set(all.map(({ device, transport }) => `${device} over ${transport}`));

describe('the page of what was tried with what', () => {
  it('is that of the tests that exist, all of them passed', () => {
    expect(readFileSync(matrixPath, 'utf8')).toBe(matrixPage((way) => expectedEvidence(way, root)));
  });

  it('knows every way that a hardware test names, and each row once', () => {
    expect(titles.size).toBe(all.length);
    for (const [file, named] of labTitles(root)) {
      expect(
        [...named].filter((title) => !titles.has(title)),
        file,
      ).toEqual([]);
      expect(named.size, `${file} names no way`).toBeGreaterThan(0);
    }
  });

  it('names drivers and tests that are there', () => {
    for (const way of all) {
      const { implemented, simulator } = expectedEvidence(way, root);
      expect(implemented, way.driver).toBe(true);
      expect(simulator.files.length, way.what).toBeGreaterThanOrEqual(way.simulator.length);
    }
  });

  it('says never tried of real hardware', () => {
    const page = matrixPage((way) => expectedEvidence(way, root));
    expect(page.match(/\| never tried \|/g)).toHaveLength(all.length);
  });
});

describe('what a report proves', () => {
  const way = all.find(({ transport }) => transport === 'hid-pos')!;
  const unit = (name: string, status: string): TestResult => ({
    file: 'drivers/code-scanner/scenarios/keyboard.test.ts',
    name,
    status,
  });
  const lab = (name: string, status: string): TestResult => ({
    file: 'lab/tests/x.lab.test.ts',
    name,
    status,
  });
  const proved = (unitTests: TestResult[], labTests: TestResult[]): Evidence =>
    evidenceOf(way, root, unitTests, labTests);

  it('is of this way only', () => {
    const { simulator, lab: inLab } = proved(
      [unit('code-scanner over hid-pos tells', 'passed'), unit('code-scanner over keyboard tells', 'failed')],
      [lab('code-scanner over hid-pos reads', 'passed'), lab('code-scanner over hid-posse reads', 'failed')],
    );
    expect(simulator).toEqual({ files: ['drivers/code-scanner/scenarios/keyboard.test.ts'], failed: 0 });
    expect(inLab).toEqual({ files: ['lab/tests/x.lab.test.ts'], failed: 0 });
  });

  it('is nothing where all was skipped, and a failure where one failed', () => {
    expect(proved([], [lab('code-scanner over hid-pos reads', 'skipped')]).lab.files).toEqual([]);
    expect(proved([], [lab('code-scanner over hid-pos reads', 'failed')]).lab.failed).toBe(1);
    const page = matrixPage(() => proved([], [lab('code-scanner over hid-pos reads', 'failed')]));
    expect(page).toContain('FAILED');
  });
});
