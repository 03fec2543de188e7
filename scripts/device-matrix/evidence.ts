import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Way } from './ways.ts';

/** How one way did in one kind of test: the files that tried it, and whether a test failed. */
export interface Tried {
  readonly files: readonly string[];
  readonly failed: number;
}

export interface Evidence {
  readonly implemented: boolean;
  readonly simulator: Tried;
  readonly lab: Tried;
}

/** One test as a report of vitest has it. */
export interface TestResult {
  /** From the root of the checkout. */
  readonly file: string;
  readonly name: string;
  readonly status: string;
}

const LAB_TESTS = 'lab/tests/*.lab.test.ts';

/** The tests of a JSON report of vitest. Throws when it is none. */
export function readReport(root: string, file: string): TestResult[] {
  const report = JSON.parse(readFileSync(file, 'utf8')) as {
    readonly testResults: readonly {
      readonly name: string;
      readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[];
    }[];
  };
  return report.testResults.flatMap(({ name, assertionResults }) =>
    assertionResults.map(({ fullName, status }) => ({
      file: path.relative(root, name).split(path.sep).join('/'),
      name: fullName,
      status,
    })),
  );
}

/** `<device> over <transport>` at the beginning of a title, or null. */
const wayIn = (text: string): string | null => /^[a-z][a-z-]* over [a-z][a-z0-9-]*/.exec(text)?.[0] ?? null;
const titleOf = ({ device, transport }: Way): string => `${device} over ${transport}`;

/** What the reports prove. A test that was skipped proves nothing. */
export function evidenceOf(
  way: Way,
  root: string,
  unit: readonly TestResult[],
  lab: readonly TestResult[],
): Evidence {
  const files = filesOf(way, root);
  const simulated = unit.filter(({ file, name }) =>
    files.some((entry) => entry.file === file && name.toLowerCase().includes(entry.named)),
  );
  return {
    implemented: existsSync(path.join(root, way.driver)),
    simulator: tried(simulated),
    lab: tried(lab.filter(({ name }) => wayIn(name) === titleOf(way))),
  };
}

/** What the reports should prove, as the tests that exist say. */
export function expectedEvidence(way: Way, root: string): Evidence {
  const titles = [...labTitles(root)].filter(([, titled]) => titled.has(titleOf(way)));
  return {
    implemented: existsSync(path.join(root, way.driver)),
    simulator: {
      files: filesOf(way, root)
        .map(({ file }) => file)
        .sort(),
      failed: 0,
    },
    lab: { files: titles.map(([file]) => file), failed: 0 },
  };
}

/** The titles in the sources of the hardware tests, by file. */
export function labTitles(root: string): Map<string, ReadonlySet<string>> {
  const found = globSync(LAB_TESTS, { cwd: root })
    .sort()
    .map((file) => {
      const source = readFileSync(path.join(root, file), 'utf8');
      const titles = source.matchAll(/(?:describe(?:\.each\([^)]*\))?\(\s*|\]\)\(|title: )['"`]([^'"`]+)/g);
      return [file, new Set([...titles].flatMap(([, text = '']) => wayIn(text) ?? []))] as const;
    });
  return new Map(found);
}

function filesOf(way: Way, root: string): { readonly file: string; readonly named: string }[] {
  return way.simulator.flatMap(({ files, named = '', except }) =>
    globSync(files, { cwd: root })
      .filter((file) => except === undefined || !path.basename(file).startsWith(except))
      .sort()
      .map((file) => ({ file, named: named.toLowerCase() })),
  );
}

function tried(results: readonly TestResult[]): Tried {
  const ran = results.filter(({ status }) => status === 'passed' || status === 'failed');
  return {
    files: [...new Set(ran.map(({ file }) => file))].sort(),
    failed: ran.filter(({ status }) => status === 'failed').length,
  };
}
