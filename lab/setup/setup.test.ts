import { expect, it } from 'vitest';
import { cpioOf } from './cpio.ts';
import { parseModuleList } from './module-list.ts';

const list = parseModuleList(`kernel/a/one.ko:
kernel/a/two-b.ko.xz: kernel/a/one.ko
kernel/c/three.ko: kernel/a/two-b.ko.xz kernel/a/one.ko
kernel/c/four.ko: kernel/c/three.ko kernel/a/two-b.ko.xz kernel/a/one.ko
`);

it('lists modules after what they need, each once, however their names are written', () => {
  expect(list.filesOf(['three', 'two_b', 'four'])).toEqual([
    'kernel/a/one.ko',
    'kernel/a/two-b.ko.xz',
    'kernel/c/three.ko',
    'kernel/c/four.ko',
  ]);
  expect(list.filesOf(['two-b'])).toHaveLength(2);
  expect(() => list.filesOf(['five'])).toThrow('no module five');
});

it('writes an archive as the kernel’s documentation describes it', () => {
  const archive = cpioOf([
    { path: 'bin', type: 'folder' },
    { path: 'bin/sh', type: 'file', content: Buffer.from('#!'), executable: true },
    { path: 'bin/link', type: 'link', content: Buffer.from('sh') },
  ]);
  const entries: [string, string, string][] = [];
  for (let at = 0; at < archive.length; ) {
    const field = (n: number): number =>
      Number.parseInt(archive.toString('latin1', at + 6 + n * 8, at + 14 + n * 8), 16);
    expect(archive.toString('latin1', at, at + 6)).toBe('070701');
    const [size, nameBytes] = [field(6), field(11)];
    const name = archive.toString('utf8', at + 110, at + 110 + nameBytes - 1);
    const content = Math.ceil((at + 110 + nameBytes) / 4) * 4;
    entries.push([name, field(1).toString(8), archive.toString('utf8', content, content + size)]);
    at = Math.ceil((content + size) / 4) * 4;
  }
  expect(entries).toEqual([
    ['bin', '40755', ''],
    ['bin/sh', '100755', '#!'],
    ['bin/link', '120755', 'sh'],
    ['TRAILER!!!', '0', ''],
  ]);
});
