import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { chooseAccelerator } from './accelerator.ts';
import { guestScript } from './guest-script.ts';

it('uses the processor’s own virtualisation only where the processor has it and it may be used', () => {
  const info = (flags: string): string =>
    `processor\t: 0\nmodel name\t: vmx svm\nflags\t\t: fpu ${flags} sse\n`;
  expect(chooseAccelerator(info('vmx'), true)).toBe('kvm');
  expect(chooseAccelerator(info('svm'), true)).toBe('kvm');
  expect(chooseAccelerator(info('svm'), false)).toBe('tcg');
  expect(chooseAccelerator(info('hypervisor'), true)).toBe('tcg');
});

it('writes a script that a shell understands, whatever stands in the words', () => {
  const command = ['node', '-p', `'a "b" $c \`d\` \\e'`];
  const script = guestScript({ command, folder: "/a folder/o'clock", environment: { A: "it's" } });
  execFileSync('sh', ['-n'], { input: script });
  expect(script).toContain(`cd '/a folder/o'\\''clock'`);
  const last = script.split('\n').find((line) => line.startsWith("'node'"));
  expect(execFileSync('sh', ['-c', `printf '%s|' ${last}`], { input: '', encoding: 'utf8' })).toBe(
    `${command.join('|')}|`,
  );
});
