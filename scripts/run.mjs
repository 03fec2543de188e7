/**
 * `npm start`, `npm test`, `npm run lab`, `npm run bench`, `npm run lint`, `npm run setup`: sets up what is missing, then runs the
 * command under Node 24 whatever Node npm itself runs on (20 or newer). Plain JavaScript on purpose: it runs first on a
 * fresh machine, with no node_modules and no type stripping.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { isInstalled } from './setup/installed.mjs';
import { countsOf } from './setup/reports.mjs';
import { isDone, markDone } from './setup/stamps.mjs';
import { lintSteps, programs, steps, testSteps } from './setup/steps.mjs';
import { installCommands, installLine, missingPackages } from './setup/system-packages.mjs';

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');
const bin = path.join(root, 'node_modules', '.bin');
const startedAt = Date.now();
const seconds = (since) => `${((Date.now() - since) / 1000).toFixed(1)} s`;
const [command = 'start', ...words] = process.argv.slice(2);
/** The command line's answer is JSON on stdout: whatever the set-up says goes to stderr then. */
const setUpOutput = command === 'yinling' ? 2 : 1;
const say = (line) => (setUpOutput === 2 ? process.stderr : process.stdout).write(`${line}\n`);
const stop = (line) => {
  process.stderr.write(`${line}\n`);
  process.exit(1);
};

/**
 * The environment of everything that is run: Node 24 first on PATH, no headers of another Node for compilers, and a place for
 * compiled code, with which a program starts in a third of the time.
 */
function environment(extra = {}) {
  const env = {
    NODE_COMPILE_CACHE: path.join(root, '.cache', 'compiled'),
    ...process.env,
    ...extra,
    PATH: `${bin}${path.delimiter}${process.env.PATH ?? ''}`,
  };
  for (const name of Object.keys(env)) if (name.toLowerCase() === 'npm_config_nodedir') delete env[name];
  return env;
}

function run([program, ...words], extra) {
  return spawnSync(program, words, {
    cwd: root,
    stdio: ['inherit', setUpOutput, 'inherit'],
    env: environment(extra),
    shell: process.platform === 'win32',
  });
}

function timed(title, work) {
  const since = Date.now();
  say(`[set-up] ${title} ...`);
  work();
  say(`[set-up] ${title}: done in ${seconds(since)}`);
}

function installSystemPackages(command) {
  const missing = missingPackages(command);
  if (missing.length === 0) return;
  const names = [...new Set(missing.map((item) => item.name))];
  const quiet = (program, words) => spawnSync(program, words, { stdio: 'ignore' }).status === 0;
  const commands = installCommands(names, {
    apt: quiet('apt-get', ['--version']),
    root: process.getuid?.() === 0,
    sudo: quiet('sudo', ['-n', 'true']),
  });
  if (commands)
    timed(`system packages: ${names.join(' ')}`, () => commands.every((words) => run(words).status === 0));
  const still = commands ? missingPackages(command) : missing;
  for (const item of still) say(`[set-up] ${item.name} is missing: ${item.without}.`);
  if (still.length > 0) say(`[set-up] To install: ${installLine(still.map((item) => item.name))}`);
  if (still.some((item) => item.required))
    stop(`npm run ${command} cannot go on without the packages above.`);
}

/**
 * `npm ci`, or `npm install` when npm finds the lock file incomplete: a registry that lacks some package for another
 * system leaves a hole in it, which `npm ci` refuses and which does not matter on this system. Both keep the locked
 * versions and neither changes the lock file.
 */
function installNodePackages() {
  if (isInstalled(root)) return;
  timed('npm packages', () => {
    const npm = process.env.npm_execpath?.endsWith('.js')
      ? [process.execPath, process.env.npm_execpath]
      : ['npm'];
    const quiet = ['--no-audit', '--no-fund', '--loglevel=error'];
    const [program, ...before] = npm;
    const clean = spawnSync(program, [...before, 'ci', ...quiet], {
      cwd: root,
      env: environment(),
      encoding: 'utf8',
      shell: process.platform === 'win32',
    });
    if (clean.status === 0) return;
    const incomplete = /EUSAGE/.test(clean.stderr ?? '');
    if (incomplete)
      say('[set-up] the lock file does not name every other system; npm install instead of npm ci');
    else process.stderr.write(clean.stderr ?? '');
    if (!incomplete || run([...npm, 'install', '--no-save', ...quiet]).status !== 0) {
      stop(
        'The npm packages could not be installed; what npm printed above says why. It needs the npm registry.',
      );
    }
  });
}

function checkNode() {
  const asked = spawnSync('node', ['--version'], { env: environment(), encoding: 'utf8' });
  const major = Number(/^v(\d+)\./.exec(asked.stdout ?? '')?.[1] ?? 0);
  if (major >= 24) return;
  stop(
    `Node 24 is needed and ${asked.stdout?.trim() || 'none'} was found. On Linux x64 and arm64 it comes with npm ci; elsewhere install Node 24.`,
  );
}

/** Two at a time, for most have one processor busy; a step waits for those that it names in `after`. */
async function makeParts(command) {
  const open = steps.filter((step) => step.for.includes(command) && !isDone(root, step));
  const running = new Map();
  for (;;) {
    const waiting = open.filter((step) => !running.has(step.id));
    const next = waiting.find(({ after = [] }) => !open.some(({ id }) => after.includes(id)));
    if (next && running.size < 2) {
      running.set(next.id, makePart(next));
      continue;
    }
    if (running.size === 0) return;
    const made = await Promise.race(running.values());
    running.delete(made.id);
    open.splice(open.indexOf(made), 1);
  }
}

async function makePart(step) {
  if (!existsSync(path.join(root, step.script[0]))) stop(`${step.script[0]} is not there.`);
  const since = Date.now();
  say(`[set-up] ${step.title} ...`);
  const status = await ended(['node', ...step.script]);
  if (status === 0 && step.outputs.every((output) => existsSync(path.join(root, output))))
    markDone(root, step);
  else if (!step.optional) stop(`The step "${step.title}" failed (node ${step.script.join(' ')}).`);
  say(`[set-up] ${step.title}: done in ${seconds(since)}`);
  return step;
}

/** As `run`, beside others: the exit code, or null. */
function ended([program, ...words]) {
  return new Promise((resolve) => {
    const child = spawn(program, words, {
      cwd: root,
      stdio: ['inherit', setUpOutput, 'inherit'],
      env: environment(),
      shell: process.platform === 'win32',
    });
    child.once('error', () => resolve(null));
    child.once('exit', resolve);
  });
}

/** Runs all steps even when one fails: one run tells everything. Returns passed and failed. */
function runChecks(list) {
  let passed = 0;
  let failed = 0;
  const summary = [];
  for (const step of list) {
    const since = Date.now();
    say(`\n[${step.title}]`);
    const report = step.report && path.join(root, step.report);
    if (report) {
      mkdirSync(path.dirname(report), { recursive: true });
      rmSync(report, { force: true });
    }
    const ok = run(step.command, step.env).status === 0;
    const counts = report && existsSync(report) ? countsOf(JSON.parse(readFileSync(report, 'utf8'))) : null;
    passed += counts?.passed ?? 0;
    // A step that failed without naming a test is one failure of its own.
    failed += counts?.failed || (ok ? 0 : 1);
    const told = counts ? `, ${counts.passed} passed, ${counts.failed} failed` : '';
    summary.push(`${ok ? 'ok    ' : 'FAILED'} ${step.title}: ${seconds(since)}${told}`);
  }
  say(`\n${summary.join('\n')}`);
  return { passed, failed };
}

if (!['start', 'test', 'lab', 'bench', 'lint', 'setup', 'yinling'].includes(command)) {
  stop('node scripts/run.mjs start|test|lab|bench|lint|setup|yinling');
}
if (command !== 'lint') installSystemPackages(command === 'setup' ? 'start' : command);
installNodePackages();
checkNode();
await makeParts(command);
if (Date.now() - startedAt > 3000) say(`[set-up] ready after ${seconds(startedAt)}`);

if (command === 'lint') {
  process.exitCode = runChecks(lintSteps).failed === 0 ? 0 : 1;
} else if (command === 'test') {
  const { passed, failed } = runChecks([...lintSteps, ...testSteps]);
  say(`in ${seconds(startedAt)}`);
  say(`${passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
} else if (command !== 'setup') {
  const [program, ...before] = programs[command];
  const child = spawn(program, [...before, ...words], {
    cwd: root,
    stdio: 'inherit',
    env: environment(),
    shell: process.platform === 'win32',
  });
  // Ctrl-C reaches the program too, which ends in order; this process waits for it. Other signals are handed on.
  process.on('SIGINT', () => undefined);
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  // npm that is killed hands nothing on; a program that serves must not outlive it.
  const parent = process.ppid;
  setInterval(() => process.ppid !== parent && child.kill('SIGTERM'), 500).unref();
  child.once('exit', (code) => process.exit(code ?? 1));
}
