import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import type { Bridge } from '../../../main/contract/bridge.ts';
import type { ComfortSettings } from '../../../main/contract/settings.ts';
import type { KioskSnapshot } from '../../../main/contract/snapshot.ts';
import { App } from '../app.tsx';
import { Latest } from '../bridge/latest.ts';
import '../look/look.ts';
import { followPanel, quietBrowserGestures } from '../touch/screen-touch.ts';
import { dockState } from './dock-state.ts';
import type { ViewName } from './fixtures.ts';
import { snapshotOf, viewNames } from './fixtures.ts';
import { drawPreview } from './preview.ts';

/**
 * Every screen without a core. `?view=standing.due&size=largest&contrast=high&low=1&dock=1&pitch=0.248`; the view
 * `connectionLost` has no snapshot. Tests change the view without a reload through `window.gallery`.
 */
export interface GalleryChoice {
  readonly view: ViewName | 'connectionLost';
  readonly size?: ComfortSettings['textSize'];
  readonly contrast?: ComfortSettings['contrast'];
  readonly low?: boolean;
}

declare global {
  interface Window {
    gallery: {
      readonly views: readonly string[];
      readonly sent: unknown[];
      show(choice: GalleryChoice): void;
    };
  }
}

const snapshots = new Latest<KioskSnapshot>();
const connection = new Latest<boolean>();
const sent: unknown[] = [];
let choice: GalleryChoice = { view: 'welcome' };

const show = (next: GalleryChoice): void => {
  choice = next;
  if (next.view === 'connectionLost') {
    connection.tell(false);
    return;
  }
  const snapshot = snapshotOf(next.view);
  // At once, with its effects: whoever measures need not wait for a frame.
  flushSync(() => {
    connection.tell(true);
    snapshots.tell({
      ...snapshot,
      comfort: {
        ...snapshot.comfort,
        textSize: next.size ?? 'large',
        contrast: next.contrast ?? 'normal',
        lowMode: next.low ?? false,
      },
    });
  });
};

const query = new URLSearchParams(location.search);
const bridge: Bridge = {
  onSnapshot: snapshots.listen,
  onConnection: connection.listen,
  onSpeech: () => () => {},
  onPreview: (listener) => drawPreview(listener, choice.view.startsWith('letter') ? 'letter' : 'face'),
  sendIntent: (intent) => {
    sent.push(intent);
    if (intent.type !== 'comfort') return;
    const { textSize = choice.size, contrast = choice.contrast, lowMode = choice.low } = intent.change;
    show({
      view: choice.view,
      ...(textSize === undefined ? {} : { size: textSize }),
      ...(contrast === undefined ? {} : { contrast }),
      ...(lowMode === undefined ? {} : { low: lowMode }),
    });
  },
  dock:
    query.get('dock') === '1'
      ? {
          onState: (listener) => {
            listener(dockState);
            return () => {};
          },
          send: (operation) => sent.push(operation),
        }
      : null,
};

window.gallery = { views: [...viewNames, 'connectionLost'], sent, show };
followPanel();
quietBrowserGestures();
show({
  view: (query.get('view') ?? 'welcome') as GalleryChoice['view'],
  size: (query.get('size') ?? 'large') as ComfortSettings['textSize'],
  contrast: (query.get('contrast') ?? 'normal') as ComfortSettings['contrast'],
  low: query.get('low') === '1',
});
createRoot(document.getElementById('root')!).render(<App bridge={bridge} />);
