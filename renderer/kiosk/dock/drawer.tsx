import { useState } from 'react';
import type { DockOperation, DockState } from '../../../main/contract/dock.ts';
import { OtherSide, PinPad, SocialCards, SocialReader } from './activation-sections.tsx';
import { dockWords } from './dock-words.ts';
import { FingerVein } from './finger-vein-section.tsx';
import { Cards, Faults, Pick, Plug, Section } from './parts.tsx';

export interface DrawerProps {
  readonly state: DockState;
  readonly send: (operation: DockOperation) => void;
}

/** Cards, readers, PIN pad, camera, printer, authority, bank and workers of the simulation. */
export const Drawer = ({ state, send }: DrawerProps) => {
  const [slipUrl, setSlipUrl] = useState<string | null>(null);
  const [personStays, setPersonStays] = useState(false);
  return (
    <div className="dock-drawer">
      <p className="dock-title">{dockWords.title}</p>
      <Section name={dockWords.card}>
        <Cards
          kind="card"
          cards={state.cards}
          placedId={state.placedCardId}
          onPlace={(cardId) => send({ type: 'placeCard', cardId, personStays })}
          onRemove={() => send({ type: 'removeCard' })}
          removeName="removeCard"
          removeWords={dockWords.remove}
        />
        <Pick on={personStays} onPick={() => setPersonStays(!personStays)}>
          {dockWords.personStays}
        </Pick>
      </Section>
      <SocialCards state={state} send={send} />
      <Section name={dockWords.reader}>
        <Faults
          faults={state.cardFaults}
          fault={state.cardFault}
          onFault={(fault) => send({ type: 'cardFault', fault })}
        />
        <Plug plugged={state.readerPlugged} onPlug={(plugged) => send({ type: 'readerPlug', plugged })} />
      </Section>
      <SocialReader state={state} send={send} />
      <PinPad state={state} send={send} />
      {state.fingers.length > 0 && <FingerVein state={state} send={send} />}
      <Section name={dockWords.camera}>
        <div className="dock-picks">
          {state.cameraSources.map((source) => (
            <Pick
              key={source.id}
              on={state.cameraSource === source.id}
              onPick={() => send({ type: 'cameraSource', source: source.id })}
            >
              {source.label}
            </Pick>
          ))}
        </div>
        <Faults
          faults={state.cameraFaults}
          fault={state.cameraFault}
          onFault={(fault) => send({ type: 'cameraFault', fault })}
        />
        <Plug plugged={state.cameraPlugged} onPlug={(plugged) => send({ type: 'cameraPlug', plugged })} />
      </Section>
      <Section name={dockWords.printer}>
        <Faults
          faults={state.printerFaults}
          fault={state.printerFault}
          onFault={(fault) => send({ type: 'printerFault', fault })}
        />
        <Plug plugged={state.printerPlugged} onPlug={(plugged) => send({ type: 'printerPlug', plugged })} />
      </Section>
      <Section name={dockWords.slips}>
        {state.slipInMouth && (
          <button
            type="button"
            className="dock-pick dock-strong"
            data-dock="takeSlip"
            onClick={() => send({ type: 'takeSlip' })}
          >
            {dockWords.takeSlip}
          </button>
        )}
        {state.slips.length === 0 && <p className="dock-note">{dockWords.noSlips}</p>}
        <ul className="dock-slips">
          {state.slips.toReversed().map((slip) => (
            <li key={slip.id}>
              <button type="button" aria-label={dockWords.enlarge} onClick={() => setSlipUrl(slip.url)}>
                <img src={slip.url} alt={dockWords.slips} data-retracted={slip.retracted} />
                {slip.retracted && <span>{dockWords.retracted}</span>}
              </button>
            </li>
          ))}
        </ul>
      </Section>
      <OtherSide
        name={dockWords.authority}
        mode={state.authority}
        onMode={(mode) => send({ type: 'authority', mode })}
      />
      <OtherSide name={dockWords.bank} mode={state.bank} onMode={(mode) => send({ type: 'bank', mode })} />
      <Section name={dockWords.workers}>
        {(['drivers', 'vision'] as const).map((worker) => {
          const told = state.workers.find(({ name }) => name === worker);
          return (
            <div className="dock-plug" key={worker}>
              <span>
                {worker} {told === undefined ? '' : `${told.state} · ${told.restarts}`}
              </span>
              <button
                type="button"
                className="dock-pick"
                onClick={() => send({ type: 'killWorker', worker })}
              >
                {dockWords.kill}
              </button>
            </div>
          );
        })}
      </Section>
      {slipUrl !== null && (
        <button
          type="button"
          className="dock-slip-large"
          aria-label={dockWords.close}
          onClick={() => setSlipUrl(null)}
        >
          <img src={slipUrl} alt={dockWords.slips} />
        </button>
      )}
    </div>
  );
};
