import type { FingerPose } from '../../../main/contract/dock.ts';
import { dockWords, poseWords } from './dock-words.ts';
import type { DrawerProps } from './drawer.tsx';
import { Faults, Pick, Plug, Section } from './parts.tsx';

const poses = Object.keys(poseWords) as FingerPose[];

/**
 * The finger-vein scanner: a finger that obliges is laid on whenever the scanner asks, and which one is picked here; with
 * nobody obliging a touch lays the finger on and another lifts it.
 */
export const FingerVein = ({ state, send }: DrawerProps) => {
  const { fingers, finger, fingerPose: pose, fingerObliges: obliges } = state;
  const byHand = obliges === null;
  const pick = (id: string): void => {
    if (!byHand) send({ type: 'fingerObliges', finger: id, pose });
    else if (finger === id) send({ type: 'liftFinger' });
    else send({ type: 'placeFinger', finger: id, pose });
  };
  return (
    <Section name={dockWords.fingerVein}>
      <div className="dock-picks">
        <Pick
          on={!byHand}
          onPick={() =>
            send({ type: 'fingerObliges', finger: byHand ? (fingers[0]?.id ?? null) : null, pose })
          }
        >
          {dockWords.fingerObliges}
        </Pick>
      </div>
      <div className="dock-picks">
        {fingers.map(({ id, label }) => (
          <Pick key={id} on={(byHand ? finger : obliges) === id} onPick={() => pick(id)}>
            {label}
          </Pick>
        ))}
      </div>
      <p className="dock-note">{finger === null ? dockWords.noFinger : dockWords.fingerLies}</p>
      <div className="dock-picks">
        {poses.map((one) => (
          <Pick
            key={one}
            on={pose === one}
            onPick={() =>
              byHand && finger !== null
                ? send({ type: 'placeFinger', finger, pose: one })
                : send({ type: 'fingerObliges', finger: obliges, pose: one })
            }
          >
            {poseWords[one]}
          </Pick>
        ))}
      </div>
      <Faults
        faults={state.fingerFaults}
        fault={state.fingerFault}
        onFault={(fault) => send({ type: 'fingerFault', fault })}
      />
      <Plug
        plugged={state.fingerScannerPlugged}
        onPlug={(plugged) => send({ type: 'fingerScannerPlug', plugged })}
      />
    </Section>
  );
};
