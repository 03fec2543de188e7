import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { findRegion } from '../../models/finger-vein/region.ts';
import type { Result } from '../contract/failure.ts';
import type { VeinCapture } from './finger-vein-api.ts';
import { openVeinWorker, type ScannerKind } from './testing/vein-worker.ts';

type Worker = Awaited<ReturnType<typeof openVeinWorker>>;
let worker: Worker;
const options = { limitMs: 40_000 };
const capture = (timeoutMs = 20_000, signal?: AbortSignal): Promise<Result<VeinCapture>> =>
  worker.drivers.call('veinCapture', { timeoutMs }, { ...options, ...(signal ? { signal } : {}) });
const gone = (timeoutMs = 20_000) => worker.drivers.call('veinFingerGone', { timeoutMs }, options);

function pictureIn(taken: Result<VeinCapture>): Extract<VeinCapture, { kind: 'image' }> {
  if (!taken.ok || taken.value.kind !== 'image') throw new Error(JSON.stringify(taken));
  return taken.value;
}

function withScanner(kind: ScannerKind | null): void {
  beforeAll(async () => {
    worker = await openVeinWorker(kind);
  }, 120_000);
  afterAll(async () => worker?.close(), 30_000);
  beforeEach(async () => {
    await worker.operate({ type: 'fingerObliges', finger: 'wang-guizhi:rightIndex', pose: 'good' });
    await worker.operate({ type: 'liftFinger' });
    worker.events.length = 0;
  });
}

describe('an XG module behind the core', { timeout: 60_000 }, () => {
  withScanner('xg');

  it('says what it is, without its serial number', async () => {
    const told = await worker.drivers.call('veinIdentity', {}, options);
    expect(told).toMatchObject({
      ok: true,
      value: {
        ...{ model: 'XG-V7-SIM', maker: 'xg', gives: ['image', 'feature'], simulated: true },
        geometry: { axis: 'horizontal', fingerWidth: 100, length: 300, roi: 'find' },
      },
    });
    expect(JSON.stringify(told)).not.toContain('SIM0000001');
  });

  it('gives a grey picture of the finger of whoever stands there, who obliges, and tells the steps', async () => {
    const { width, height, bytes } = pictureIn(await capture());
    expect(bytes.length).toBe(width * height);
    const geometry = { axis: 'horizontal', fingerWidth: 100, length: 300, roi: 'find' } as const;
    expect(findRegion({ width, height, data: bytes }, geometry).reasons).toEqual([]);
    expect(worker.state()).toMatchObject({ finger: 'wang-guizhi:rightIndex', fingerPose: 'good' });
    expect(await gone()).toMatchObject({ ok: true });
    expect(worker.events).toEqual([
      { kind: 'presentFinger', step: 1, of: 1 },
      { kind: 'fingerDetected', step: 1, of: 1 },
      { kind: 'removeFinger', step: 1, of: 1 },
    ]);
    await worker.untilState(({ finger }) => finger === null);
  });

  it('follows the card, hears which finger is wanted, and a stranger does neither', async () => {
    const laid = async (): Promise<string | null | undefined> => {
      pictureIn(await capture());
      const finger = worker.state()?.finger;
      expect((await gone()).ok).toBe(true);
      return finger;
    };
    await worker.operate({ type: 'placeCard', cardId: 'li-changshun' });
    expect(worker.state()?.fingers[0]).toEqual({ id: 'li-changshun:rightIndex', label: '李长顺：右手食指' });
    await worker.askFinger('leftMiddle');
    expect(await laid()).toBe('li-changshun:leftMiddle');
    await worker.operate({ type: 'fingerObliges', finger: 'somebody-else:rightIndex', pose: 'good' });
    expect(await laid()).toBe('somebody-else:rightIndex');
    await worker.askFinger(null);
    await worker.operate({ type: 'placeCard', cardId: 'wang-guizhi', personStays: true });
    expect(worker.state()).toMatchObject({ fingerObliges: 'somebody-else:rightIndex' });
  });

  it('by hand: nothing is laid on until the dock does it', async () => {
    await worker.operate({ type: 'fingerObliges', finger: null, pose: 'good' });
    expect(await capture(500)).toMatchObject({ ok: false, error: { code: 'E2606' } });
    const asked = worker.nextEvent('presentFinger');
    const taking = capture();
    await asked;
    await worker.operate({ type: 'placeFinger', finger: 'wang-guizhi:rightMiddle', pose: 'rotated' });
    pictureIn(await taking);
    expect(worker.state()).toMatchObject({ finger: 'wang-guizhi:rightMiddle', fingerPose: 'rotated' });
    expect(await gone(500)).toMatchObject({ error: { code: 'E2607' } });
  });

  it('unplugged in the middle of a capture: E2615, told as a device, and back by itself', async () => {
    await worker.operate({ type: 'fingerObliges', finger: null, pose: 'good' });
    const asked = worker.nextEvent('presentFinger');
    const away = worker.away(true);
    const taking = capture();
    await asked;
    await worker.operate({ type: 'fingerScannerPlug', plugged: false });
    expect(await taking).toMatchObject({ ok: false, error: { code: 'E2615' } });
    await away;
    const back = worker.away(false);
    await worker.operate({ type: 'fingerScannerPlug', plugged: true });
    await back;
    await worker.operate({ type: 'placeFinger', finger: 'wang-guizhi:rightIndex', pose: 'good' });
    pictureIn(await capture());
  });

  it('cancelled: the call ends at once, and the scanner is free for the next', async () => {
    await worker.operate({ type: 'fingerObliges', finger: null, pose: 'good' });
    const stop = new AbortController();
    const asked = worker.nextEvent('presentFinger');
    const taking = capture(20_000, stop.signal);
    await asked;
    stop.abort();
    expect((await taking).ok).toBe(false);
    await worker.operate({ type: 'placeFinger', finger: 'wang-guizhi:rightIndex', pose: 'good' });
    pictureIn(await capture());
  });

  it('the worker killed in the middle: the call fails, and the next one finds the scanner again', async () => {
    await worker.operate({ type: 'fingerObliges', finger: null, pose: 'good' });
    const asked = worker.nextEvent('presentFinger');
    const taking = capture();
    await asked;
    worker.drivers.kill('SIGKILL');
    expect(await taking).toMatchObject({ ok: false, error: { code: expect.stringMatching(/^E90/) } });
    await worker.operate({ type: 'placeFinger', finger: 'wang-guizhi:rightIndex', pose: 'good' });
    await new Promise<void>((resolve) => {
      const stop = worker.drivers.onState((state) => {
        if (state !== 'up') return;
        stop();
        resolve();
      });
    });
    pictureIn(await capture());
  });

  it('a scanner that answers everything late is at fault itself, not whoever laid no finger on', async () => {
    const away = worker.away(true);
    await worker.operate({ type: 'fingerFault', fault: '回答很慢' });
    expect(await capture()).toMatchObject({ ok: false, error: { code: 'E2602' } });
    await away;
    const back = worker.away(false);
    await worker.operate({ type: 'fingerFault', fault: null });
    await back;
    pictureIn(await capture());
  });

  it('a fault of the dock reaches the caller as its code', async () => {
    await worker.operate({ type: 'fingerFault', fault: '不给图像' });
    expect(worker.state()?.fingerFault).toBe('不给图像');
    expect(await capture()).toMatchObject({ ok: false, error: { code: 'E2616' } });
    await worker.operate({ type: 'fingerFault', fault: null });
    pictureIn(await capture());
  });
});

describe('a Hitachi unit behind the core', { timeout: 60_000 }, () => {
  withScanner('hitachi');

  it('gives templates of its maker and no pictures', async () => {
    expect(await worker.drivers.call('veinIdentity', {}, options)).toMatchObject({
      ok: true,
      value: { maker: 'hitachi-h1e', gives: [], geometry: null, maxTemplates: 6 },
    });
    expect(await capture()).toMatchObject({ ok: false, error: { code: 'E2616' } });
    const made = await worker.drivers.call('veinEnrolMaker', { captures: 3, timeoutMs: 20_000 }, options);
    if (!made.ok || made.value.kind !== 'templates') throw new Error(JSON.stringify(made));
    expect(made.value.templates).toHaveLength(3);
    expect(worker.events.filter(({ kind }) => kind === 'presentFinger').map(({ step }) => step)).toEqual([
      1, 2, 3,
    ]);
    expect((await gone()).ok).toBe(true);
    const compare = () =>
      worker.drivers.call(
        'veinVerifyMaker',
        {
          templates: made.ok && made.value.kind === 'templates' ? made.value.templates : [],
          timeoutMs: 20_000,
        },
        options,
      );
    expect(await compare()).toMatchObject({ ok: true, value: { kind: 'compared', matched: 0 } });
    expect((await gone()).ok).toBe(true);
    await worker.operate({ type: 'fingerObliges', finger: 'somebody-else:rightIndex', pose: 'good' });
    expect(await compare()).toMatchObject({ ok: true, value: { kind: 'compared', matched: null } });
  });

  it('says that a bad laying is to be made again', async () => {
    await worker.operate({ type: 'fingerObliges', finger: 'wang-guizhi:rightIndex', pose: 'cold' });
    expect(
      await worker.drivers.call('veinEnrolMaker', { captures: 1, timeoutMs: 20_000 }, options),
    ).toMatchObject({ ok: true, value: { kind: 'retry', guidance: 'liftAndLayAgain' } });
  });
});

describe('an image scanner behind the core', { timeout: 60_000 }, () => {
  withScanner('imageScanner');

  it('gives a picture with frames in its light and one without, twice in a row', async () => {
    for (const _laying of [1, 2]) {
      const { frames = [], width, height } = pictureIn(await capture());
      expect(frames.map(({ light }) => light)).toEqual([...Array(8).fill('on'), 'off']);
      for (const { bytes } of frames) expect(bytes.length).toBe(width * height);
      expect((await gone()).ok).toBe(true);
    }
    expect(
      await worker.drivers.call('veinVerifyMaker', { templates: [], timeoutMs: 500 }, options),
    ).toMatchObject({ error: { code: 'E2616' } });
  });
});

describe('no scanner', { timeout: 60_000 }, () => {
  withScanner(null);

  it('is E2604, and the dock has nothing to work', async () => {
    expect(await capture()).toMatchObject({ ok: false, error: { code: 'E2604' } });
    expect(worker.state()).toMatchObject({ fingers: [], fingerObliges: null });
  });
});
