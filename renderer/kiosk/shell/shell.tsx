import { useEffect, useState } from 'react';
import type { Bridge } from '../../../main/contract/bridge.ts';
import type { KioskIntent } from '../../../main/contract/intent.ts';
import type { KioskSnapshot, KioskView } from '../../../main/contract/snapshot.ts';
import { actionsOf } from '../actions.ts';
import { Screen } from '../screens/screen.tsx';
import { tapGuard } from '../touch/screen-touch.ts';
import { useVoice } from '../voice/use-voice.ts';
import { Bar } from './bar.tsx';
import { ComfortPanel } from './comfort-panel.tsx';
import { Header } from './header.tsx';
import { NoticeStrip } from './notice-strip.tsx';
import { shownPromptId } from './prompt-view.ts';

/** How long taps are ignored after a change of the screen, as in the tap guard, plus a frame. */
const tapsReadyMs = 420;
/** A touch is told to the core at most this often. */
const touchedEveryMs = 1000;

interface ShellProps {
  readonly snapshot: KioskSnapshot;
  readonly bridge: Bridge;
}

/** What of a step is a screen of its own: after it the hand has to rest for a moment. */
const partOf = (view: KioskView): string => {
  if (view.step === 'pin') return `${view.pin}.${view.entry}`;
  if (view.step === 'keyPoints') return String(view.page);
  return view.step === 'enrolFinger' ? view.finger : '';
};

/** Tells the guard that the buttons changed; `data-taps` says when they take taps again (tests wait for it). */
const useTapQuiet = (buttons: string): 'quiet' | 'ready' => {
  const [ready, setReady] = useState('');
  useEffect(() => {
    tapGuard.screenChanged(performance.now());
    const timer = setTimeout(() => setReady(buttons), tapsReadyMs);
    return () => clearTimeout(timer);
  }, [buttons]);
  return ready === buttons ? 'ready' : 'quiet';
};

/** Any touch keeps the visit awake. */
const useTouched = (send: (intent: KioskIntent) => void) => {
  useEffect(() => {
    let last = Number.NEGATIVE_INFINITY;
    const touched = () => {
      const now = performance.now();
      if (now - last < touchedEveryMs) return;
      last = now;
      send({ type: 'touched' });
    };
    addEventListener('pointerdown', touched, { capture: true });
    addEventListener('keydown', touched, { capture: true });
    return () => {
      removeEventListener('pointerdown', touched, { capture: true });
      removeEventListener('keydown', touched, { capture: true });
    };
  }, [send]);
};

/** The frame of every screen: header, the one idea, and the bar that never moves. */
export const Shell = ({ snapshot, bridge }: ShellProps) => {
  const [comfortFor, setComfortFor] = useState<string | null>(null);
  const send = bridge.sendIntent;
  const { view, overlay, comfort, allowed } = snapshot;
  const stepKey = `${view.step}.${partOf(view)}.${overlay}`;
  // The panel belongs to the step on which it was opened: a new step closes it.
  const comfortOpen = comfortFor === stepKey && allowed.includes('comfort');
  const buttons = comfortOpen
    ? 'comfort'
    : [
        stepKey,
        ...actionsOf(snapshot).map((action) => action.intent),
        ...allowed.filter((intent) => ['help', 'leave', 'comfort', 'repeatPrompt'].includes(intent)),
      ].join();
  const taps = useTapQuiet(buttons);
  const spoken = useVoice(bridge, shownPromptId(snapshot));
  useTouched(send);

  const screen = { snapshot, spoken, send };
  return (
    <div
      className="shell"
      data-revision={snapshot.revision}
      data-taps={taps}
      data-low={comfort.lowMode}
      data-notice={snapshot.notice !== null}
    >
      <Header snapshot={snapshot} />
      {comfortOpen ? (
        <ComfortPanel comfort={comfort} onChange={(change) => send({ type: 'comfort', change })} />
      ) : (
        <div className="middle">
          {snapshot.notice !== null && <NoticeStrip code={snapshot.notice.code} />}
          <Screen {...screen} bridge={bridge} />
        </div>
      )}
      <Bar
        {...screen}
        comfortOpen={comfortOpen}
        onComfort={() => setComfortFor(comfortOpen ? null : stepKey)}
      />
    </div>
  );
};
