import { describe, expect, it } from 'vitest';
import { PHOTO_HEIGHT, PHOTO_WIDTH, type PhotoDecoder } from '../../drivers/id-card/photo/photo-decoder.ts';
import type { IdCardReader } from '../../drivers/id-card/reader.ts';
import type { IdCardReadout } from '../../drivers/id-card/readout.ts';
import { decodeImage } from '../../drivers/kit/image/codec.ts';
import { type Failure, fail, ok, type Result } from '../contract/failure.ts';
import { cardReaderService } from './card-reader-service.ts';

const failure = (code: string): Failure => ({ code, action: 'reset', message: 'told by the test' });
const readout: IdCardReadout = {
  card: {
    kind: 'resident',
    name: '测桂英',
    sex: '2',
    nation: '01',
    birthDate: '1948-05-06',
    address: '测试省测试市测试路1号',
    idNumber: '999900194805060025',
    authority: '测试市公安局',
    validFrom: '2015-01-01',
    validTo: 'long-term',
    newAddresses: [],
  },
  photo: { wlt: new Uint8Array(1024) },
  consistent: false,
};
const rgb = new Uint8Array(PHOTO_WIDTH * PHOTO_HEIGHT * 3).fill(120);
const decoder = (decode: PhotoDecoder['decode']): PhotoDecoder => ({
  name: 'of the test',
  decode,
  close: async () => undefined,
});
const decodes = decoder(async () => ok({ width: PHOTO_WIDTH, height: PHOTO_HEIGHT, rgb }));
const never = new AbortController().signal;

/** A reader that refuses a second operation, as the real one does, and notes what was asked of it. */
function oneAtATime() {
  const asked: string[] = [];
  let busy = false;
  const answers: (() => void)[] = [];
  const operation =
    <T>(name: string, value: T) =>
    (options?: { signal?: AbortSignal }): Promise<Result<T>> => {
      asked.push(busy ? `${name} while busy` : name);
      busy = true;
      return new Promise((resolve) => {
        const end = (result: Result<T>): void => {
          busy = false;
          resolve(result);
        };
        answers.push(() => end(ok(value)));
        options?.signal?.addEventListener('abort', () => end(fail(failure('E1008'))), { once: true });
      });
    };
  const reader = {
    waitForCard: operation('waitForCard', undefined),
    waitForRemoval: operation('waitForRemoval', undefined),
    read: operation('read', readout),
  } as unknown as IdCardReader;
  return { reader, asked, answerNext: () => answers.shift()?.() };
}
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('a card that was read', () => {
  const service = (photo: PhotoDecoder) =>
    cardReaderService({ read: async () => ok(readout) } as unknown as IdCardReader, photo);

  it('comes with its photo as PNG, and without what the core does not need', async () => {
    const read = await service(decodes).read(never);
    if (!read.ok || !read.value.photo) throw new Error('no card');
    expect(await decodeImage(read.value.photo)).toMatchObject({ width: PHOTO_WIDTH, height: PHOTO_HEIGHT });
    expect(read.value.consistent).toBe(false);
    expect(Object.keys(read.value.card).sort()).toEqual(
      ['birthDate', 'idNumber', 'kind', 'name', 'sex', 'validFrom', 'validTo'].sort(),
    );
  });

  it('comes without a photo when the decoder refuses it: the authority has one too', async () => {
    const read = await service(decoder(async () => fail(failure('E2205')))).read(never);
    expect(read).toMatchObject({ ok: true, value: { photo: null, card: { name: '测桂英' } } });
  });

  it('comes without a photo when the decoder throws', async () => {
    const read = await service(decoder(() => Promise.reject(new Error('vendor library')))).read(never);
    expect(read).toMatchObject({ ok: true, value: { photo: null } });
  });

  it('is told as a failure when it could not be read, and no photo is decoded', async () => {
    const reader = { read: async () => fail(failure('E2101')) } as unknown as IdCardReader;
    const untouched = decoder(() => {
      throw new Error('nothing to decode');
    });
    expect(await cardReaderService(reader, untouched).read(never)).toEqual(fail(failure('E2101')));
  });
});

describe('operations', () => {
  it('queue: a read that comes while a cancelled wait is still ending is not refused as busy', async () => {
    const { reader, asked, answerNext } = oneAtATime();
    const service = cardReaderService(reader, decodes);
    const stop = new AbortController();
    const waiting = service.waitForCard(30_000, stop.signal);
    const reading = service.read(never);
    await turn();
    expect(asked).toEqual(['waitForCard']);
    stop.abort();
    expect((await waiting).ok).toBe(false);
    answerNext();
    await turn();
    answerNext();
    expect((await reading).ok).toBe(true);
    expect(asked).toEqual(['waitForCard', 'read']);
  });

  it('go on after one that threw', async () => {
    const reader = {
      waitForCard: () => Promise.reject(new TypeError('a bug')),
      waitForRemoval: async () => ok(undefined),
    } as unknown as IdCardReader;
    const service = cardReaderService(reader, decodes);
    await expect(service.waitForCard(1000, never)).rejects.toThrow('a bug');
    expect(await service.waitForRemoval(1000, never)).toEqual(ok(undefined));
  });

  it('that were given up before their turn do not touch the reader', async () => {
    const { reader, asked, answerNext } = oneAtATime();
    const service = cardReaderService(reader, decodes);
    const first = service.waitForCard(1000, never);
    const stop = new AbortController();
    const second = service.waitForRemoval(1000, stop.signal);
    await turn();
    stop.abort();
    answerNext();
    expect((await first).ok).toBe(true);
    expect(await second).toMatchObject({ ok: false, error: { code: 'E1008' } });
    expect(asked).toEqual(['waitForCard']);
  });
});
