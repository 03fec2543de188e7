import { describe, expect, it } from 'vitest';
import { ok } from '../result.ts';
import type { TraceEntry } from '../trace.ts';
import { type Apdu, exchange } from './apdu.ts';
import { type CardChannel, historicalBytes, isContactless, offeredProtocol } from './channel.ts';
import { VpcdParser, vpcdFrame } from './vpcd-frames.ts';

const bytes = (hex: string): Uint8Array => new Uint8Array(Buffer.from(hex.replaceAll(' ', ''), 'hex'));
const hex = (data: Uint8Array): string => Buffer.from(data).toString('hex').toUpperCase();

/** A chip that gives these answers one after the other, and what it was sent. */
function scripted(protocol: 'T=0' | 'T=1', ...answers: string[]) {
  const sent: string[] = [];
  const kept: Uint8Array[] = [];
  const channel: CardChannel = {
    atr: new Uint8Array(0),
    protocol,
    transmit: async (apdu) => {
      sent.push(hex(apdu));
      kept.push(apdu);
      return ok(bytes(answers.shift() ?? '9000'));
    },
    disconnect: async () => undefined,
  };
  const trace: TraceEntry[] = [];
  return {
    ...{ sent, kept, trace },
    ask: (apdu: Omit<Apdu, 'name'>) =>
      exchange(
        channel,
        { name: 'TEST', ...apdu },
        { limitMs: 100, device: 'x', trace: (e) => trace.push(e) },
      ),
  };
}
const select = { cla: 0x00, ins: 0xa4, p1: 0x04, p2: 0x00, data: [0x31, 0x32], le: 0 };

describe('a command and its answer', () => {
  it('fetches what stands behind 61xx, in as many pieces as there are', async () => {
    const chip = scripted('T=0', '6103', 'AABB 6101', 'CC 9000');
    expect(await chip.ask(select)).toEqual(ok({ data: bytes('AABBCC'), sw: 0x9000 }));
    expect(chip.sent).toEqual(['00A40400023132', '00C0000003', '00C0000001']);
  });

  it('asks again with the right length after 6Cxx', async () => {
    const chip = scripted('T=0', '6C06', '0304322E30309000');
    const answer = await chip.ask({ cla: 0x00, ins: 0xb2, p1: 3, p2: 0x2c, le: 0 });
    expect(answer).toEqual(ok({ data: bytes('0304322E3030'), sw: 0x9000 }));
    expect(chip.sent).toEqual(['00B2032C00', '00B2032C06']);
  });

  it('sends the wanted length with T=1, where nothing has to be fetched', async () => {
    const chip = scripted('T=1', '6F00 9000');
    await chip.ask(select);
    expect(chip.sent).toEqual(['00A4040002313200']);
  });

  it('gives every other status word as it is, and stops at a chip that never ends', async () => {
    expect(await scripted('T=0', '6A82').ask(select)).toEqual(ok({ data: bytes(''), sw: 0x6a82 }));
    const endless = scripted('T=0', ...Array.from({ length: 40 }, () => '6C06'));
    expect(await endless.ask(select)).toMatchObject({ ok: false, error: { code: 'E2508' } });
    expect(await scripted('T=0', '90').ask(select)).toMatchObject({ ok: false, error: { code: 'E2508' } });
  });

  it('leaves nothing of a command behind: not in its bytes, not in the trace', async () => {
    const chip = scripted('T=0', '9000');
    await chip.ask({ cla: 0x80, ins: 0x5e, p1: 1, p2: 0, data: [0x12, 0x34, 0x56] });
    expect(chip.kept.every((apdu) => apdu.every((byte) => byte === 0))).toBe(true);
    expect(JSON.stringify(chip.trace)).not.toContain('123456');
  });
});

describe('an answer to reset', () => {
  it('says protocol, way and historical bytes', () => {
    const contact = bytes('3B 6D 00 00 00814E43238697159900BF7C7A');
    expect(hex(historicalBytes(contact))).toBe('00814E43238697159900BF7C7A');
    expect(offeredProtocol(contact)).toBe('T=0');
    expect(isContactless(contact)).toBe(false);
    const contactless = bytes('3B 8D 80 01 00814E43238697159900BF7C7A 00');
    expect(hex(historicalBytes(contactless))).toBe('00814E43238697159900BF7C7A');
    expect(offeredProtocol(contactless)).toBe('T=1');
    expect(isContactless(contactless)).toBe(true);
    expect(hex(historicalBytes(bytes('3B 7D 94 00 00 81505341')))).toBe('81505341');
    expect(historicalBytes(bytes('3B'))).toHaveLength(0);
  });
});

describe('messages of vpcd', () => {
  it('come whole however they are cut', () => {
    const stream = [bytes('04'), bytes('00A40400'), bytes('')].flatMap((one) => [...vpcdFrame(one)]);
    const parser = new VpcdParser();
    const found = stream.flatMap((byte) => parser.push(Uint8Array.of(byte)));
    expect(found.map(hex)).toEqual(['04', '00A40400', '']);
    expect(new VpcdParser().push(Uint8Array.from(stream)).map(hex)).toEqual(['04', '00A40400', '']);
  });
});
