import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Bridge } from '../../../main/contract/bridge.ts';
import type { KioskSnapshot } from '../../../main/contract/snapshot.ts';
import { snapshotOf } from '../gallery/fixtures.ts';
import type { Socket } from './web-socket-bridge.ts';
import { webSocketBridge } from './web-socket-bridge.ts';

interface Rig {
  bridge: Bridge;
  sockets: (Socket & { sent: string[] })[];
  waits: number[];
  retry: () => void;
}

const rig = (): Rig => {
  const sockets: Rig['sockets'] = [];
  const waits: number[] = [];
  let task: (() => void) | null = null;
  const bridge = webSocketBridge(
    () => {
      const sent: string[] = [];
      const socket = {
        binaryType: '',
        sent,
        send: (data: string) => void sent.push(data),
        onopen: null,
        onmessage: null,
        onclose: null,
      };
      sockets.push(socket);
      return socket;
    },
    (next, ms) => {
      waits.push(ms);
      task = next;
    },
  );
  return { bridge, sockets, waits, retry: () => task?.() };
};

const frame = (snapshot: KioskSnapshot) => ({ data: JSON.stringify({ kind: 'snapshot', snapshot }) });

describe('the bridge of the browser shell', () => {
  it('gives the newest snapshot at once and drops an older one', () => {
    const { bridge, sockets } = rig();
    sockets[0]!.onopen!();
    sockets[0]!.onmessage!(frame({ ...snapshotOf('welcome'), revision: 7 }));
    sockets[0]!.onmessage!(frame({ ...snapshotOf('goodbye'), revision: 6 }));
    const seen: string[] = [];
    bridge.onSnapshot((snapshot) => seen.push(snapshot.view.step));
    expect(seen).toEqual(['welcome']);
  });

  it('takes the revisions of a core that was started again', () => {
    const { bridge, sockets, retry } = rig();
    sockets[0]!.onopen!();
    sockets[0]!.onmessage!(frame({ ...snapshotOf('welcome'), revision: 900 }));
    sockets[0]!.onclose!();
    retry();
    sockets[1]!.onopen!();
    sockets[1]!.onmessage!(frame({ ...snapshotOf('goodbye'), revision: 1 }));
    const seen: string[] = [];
    bridge.onSnapshot((snapshot) => seen.push(snapshot.view.step));
    expect(seen).toEqual(['goodbye']);
  });

  it('backs off and never gives up', () => {
    const { sockets, waits, retry } = rig();
    for (let i = 0; i < 9; i += 1) {
      sockets[i]!.onclose!();
      retry();
    }
    expect(waits).toEqual([100, 250, 500, 1000, 2000, 3000, 3000, 3000, 3000]);
    sockets[9]!.onopen!();
    sockets[9]!.onclose!();
    expect(waits.at(-1)).toBe(100);
  });

  it('sends intents and dock operations, and none while the core is away', () => {
    const { bridge, sockets } = rig();
    bridge.sendIntent({ type: 'help' });
    sockets[0]!.onopen!();
    bridge.sendIntent({ type: 'agree' });
    bridge.dock!.send({ type: 'removeCard' });
    expect(sockets[0]!.sent.map((text) => JSON.parse(text))).toEqual([
      { kind: 'intent', intent: { type: 'agree' } },
      { kind: 'dock', operation: { type: 'removeCard' } },
    ]);
  });

  it('passes preview pictures on', () => {
    const { bridge, sockets } = rig();
    const sizes: number[] = [];
    bridge.onPreview((jpeg) => sizes.push(jpeg.length));
    sockets[0]!.onmessage!({ data: new Uint8Array([1, 2, 3]).buffer });
    expect(sizes).toEqual([3]);
  });

  it('survives any frame', () => {
    const { bridge, sockets } = rig();
    sockets[0]!.onopen!();
    let shown = 0;
    bridge.onSnapshot(() => {
      shown += 1;
    });
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json(), fc.constant(null), fc.object()), (data) => {
        sockets[0]!.onmessage!({ data });
      }),
    );
    expect(shown).toBe(0);
  });
});
