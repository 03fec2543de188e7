#!/usr/bin/env node
/** The package's bin: runs the command line under the project's own Node 24, whatever Node started this file. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const own = fileURLToPath(
  new URL(`../../node_modules/.bin/node${process.platform === 'win32' ? '.exe' : ''}`, import.meta.url),
);
const node = existsSync(own) ? own : process.execPath;
const program = fileURLToPath(new URL('yinling.ts', import.meta.url));
const child = spawn(node, [program, ...process.argv.slice(2)], { stdio: 'inherit' });
// A simulator serves until it is stopped: the program is to end in order, and this file with it.
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
child.once('exit', (code) => process.exit(code ?? 1));
