import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import {
  type Evidence,
  evidenceOf,
  readReport,
  type TestResult,
  type Tried,
} from './device-matrix/evidence.ts';
import { type Way, ways, wires } from './device-matrix/ways.ts';

/**
 * `node scripts/make-device-matrix.ts [--tests FILE ...] [--lab FILE ...]`: writes docs/devices/matrix.md from the JSON reports of the
 * tests, those that `npm test` leaves by default. Several reports of parts count as one, and
 * of the same test the later one counts.
 */
const root = path.join(import.meta.dirname, '..');
export const matrixPath = path.join(root, 'docs', 'devices', 'matrix.md');

/** The page, with what `evidence` says of each way. A test compares the committed one with the tests that exist. */
export function matrixPage(evidence: (way: Way) => Evidence): string {
  const table = (rows: readonly Way[]): string =>
    [
      '| device | transport | what | implemented | simulator | lab kernel | real hardware |',
      '| --- | --- | --- | --- | --- | --- | --- |',
      ...rows.map((way) => {
        const { implemented, simulator, lab } = evidence(way);
        const cells = [implemented ? 'yes' : 'no', said(simulator), said(lab), 'never tried'];
        return `| ${way.device} | ${way.transport} | ${way.what} | ${cells.join(' | ')} |`;
      }),
    ].join('\n');
  const proofs = [...ways, ...wires].map((way) => {
    const { simulator, lab } = evidence(way);
    const files = [...shortened(simulator.files), ...lab.files];
    return `- ${way.device} over ${way.transport}: ${files.map((file) => `\`${file}\``).join(', ') || 'none'}`;
  });
  return `# What was tried with what

Made by \`node scripts/make-device-matrix.ts\` from the reports of the tests; do not edit.

- **implemented**: there is a driver.
- **simulator**: the driver passes its tests against our simulated device, in this process or on a pty. The simulated device is our
  own reading of the protocol: it shows that the two readings agree, not that a maker's device does.
- **lab kernel**: the same through Debian's stock kernel in QEMU: its USB stack, its drivers, its device nodes and udev. Only the
  device itself is simulated.
- **real hardware**: **nothing here has ever been connected to a real device.** Framings of which no public description was found are
  options, and named so on the page of the device.

## Devices

${table(ways)}

## Wires

${table(wires)}

## By which tests

${proofs.join('\n')}
`;
}

const said = ({ files, failed }: Tried): string =>
  files.length === 0 ? 'not tried' : failed > 0 ? 'FAILED' : 'passed';

/** A folder stands for its files when there are many. */
function shortened(files: readonly string[]): string[] {
  const folders = new Map<string, string[]>();
  for (const file of files) {
    const folder = path.posix.dirname(file);
    folders.set(folder, [...(folders.get(folder) ?? []), file]);
  }
  return [...folders].flatMap(([folder, inside]) => (inside.length > 3 ? [`${folder}/`] : inside));
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: {
      tests: { type: 'string', multiple: true, default: ['.cache/test/vitest.json'] },
      lab: { type: 'string', multiple: true, default: ['.cache/test/lab.json'] },
    },
  });
  const results = (files: readonly string[]): TestResult[] => {
    const tests = files.flatMap((file) => readReport(root, file));
    return [...new Map(tests.map((test) => [`${test.file}\n${test.name}`, test])).values()];
  };
  const unit = results(values.tests);
  const lab = results(values.lab);
  writeFileSync(
    matrixPath,
    matrixPage((way) => evidenceOf(way, root, unit, lab)),
  );
}
