import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDeviceId } from './device-id.ts';

const answer = (text: string, length = text.length + 2): Uint8Array =>
  Uint8Array.from([length >> 8, length & 0xff, ...Buffer.from(text, 'latin1')]);
const full = 'MFG:EPSON;CMD:ESC/POS, BDC;MDL:TM-T88V;CLS:PRINTER;DES:EPSON TM-T88V;SN:J2KF01;';
const read = {
  manufacturer: 'EPSON',
  model: 'TM-T88V',
  commands: ['ESC/POS', 'BDC'],
  class: 'PRINTER',
  serialNumber: 'J2KF01',
};

describe('device ID', () => {
  it.each([
    ['as the standard has it', answer(full)],
    ['a length that leaves itself out', answer(full, full.length)],
    ['the low byte of the length first', answer(full, ((full.length + 2) << 8) & 0xffff)],
    ['no length at all', answer(full, 0)],
    ['a length beyond the answer', answer(full, 0x7fff)],
    ['padded with zeros', Uint8Array.from([...answer(full, 0), ...new Uint8Array(40)])],
    [
      'bytes of something else behind its end',
      Uint8Array.from([...answer(full), ...Buffer.from(';;MFG:X;')]),
    ],
    [
      'long names, small letters, spaces and line ends',
      answer(
        'Manufacturer: EPSON ;\r\nModel:TM-T88V;Command Set:ESC/POS,BDC;Class:PRINTER;SerialNumber:J2KF01',
      ),
    ],
    ['the same key twice', answer(`${full}MFG:OTHER;`)],
  ])('%s', (_name, bytes) => {
    expect(parseDeviceId(bytes)).toEqual(read);
  });

  it('what is not said is empty; no key at all is no device ID', () => {
    const empty = { manufacturer: '', model: 'POS-80', commands: [], class: '', serialNumber: '' };
    expect(parseDeviceId(answer('MDL:POS-80;'))).toEqual(empty);
    for (const none of ['', 'noise', ';;;', ':;:;']) expect(parseDeviceId(answer(none))).toBeNull();
    for (const bytes of [[], [0], [0, 2], [0xff, 0xff, 0xff]])
      expect(parseDeviceId(Uint8Array.from(bytes))).toBeNull();
  });

  it('takes any bytes, and gives no character that a terminal would obey', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        const id = parseDeviceId(bytes);
        expect(JSON.stringify(id)).toMatch(/^[\x20-\x7e]*$/);
      }),
    );
  });

  it('reads back whatever names a printer has', () => {
    const name = fc.string({ maxLength: 40 }).filter((text) => /^[\x21-\x3a\x3c-\x7e]+$/.test(text));
    fc.assert(
      fc.property(name, name, (manufacturer, model) => {
        const id = parseDeviceId(answer(`MFG:${manufacturer};MDL:${model};`));
        expect(id).toMatchObject({ manufacturer, model });
      }),
    );
  });
});
