import { useEffect, useState } from 'react';
import type { DockBridge } from '../../../main/contract/bridge.ts';
import type { DockState } from '../../../main/contract/dock.ts';
import { useLatest } from '../bridge/use-latest.ts';
import { makeRoomForDock } from '../touch/screen-touch.ts';
import { Drawer } from './drawer.tsx';
import { dockWords } from './dock-words.ts';

/**
 * The drawer that works the simulated devices. Its tab shows only once the core has told a dock state, which it does
 * only when simulated devices are configured.
 */
export const Dock = ({ dock }: { readonly dock: DockBridge }) => {
  const state = useLatest<DockState, null>(dock.onState, null);
  const [open, setOpen] = useState(false);
  useEffect(() => makeRoomForDock(open), [open]);
  if (state === null) return null;
  return (
    <aside className="dock" data-open={open} aria-label={dockWords.tab}>
      <button type="button" className="dock-tab" aria-expanded={open} onClick={() => setOpen(!open)}>
        {dockWords.tab}
      </button>
      {open && <Drawer state={state} send={dock.send} />}
    </aside>
  );
};
