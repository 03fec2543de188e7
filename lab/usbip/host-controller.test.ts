import { expect, it } from 'vitest';
import { parsePorts } from './host-controller.ts';

const status = `hub port sta spd dev      sockfd local_busid
hs  0000 006 003 00010001 000003 1-1
hs  0001 004 000 00000000 000000 0-0
ss  0015 004 000 00000000 000000 0-0
`;

it('reads the kernel’s table of ports, those for devices of up to high speed', () => {
  expect(parsePorts(status)).toEqual([
    { port: 0, state: 6, path: '1-1' },
    { port: 1, state: 4, path: '' },
  ]);
});
