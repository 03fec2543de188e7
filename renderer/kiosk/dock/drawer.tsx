import type { ReactNode } from 'react';
import { useState } from 'react';
import type { DockOperation, DockState } from '../../../main/contract/dock.ts';
import { authorityWords, dockWords, faultWords } from './dock-words.ts';

interface DrawerProps {
  readonly state: DockState;
  readonly send: (operation: DockOperation) => void;
}

const Section = ({ name, children }: { readonly name: string; readonly children: ReactNode }) => (
  <section className="dock-section">
    <h2>{name}</h2>
    {children}
  </section>
);

interface PickProps {
  readonly on: boolean;
  readonly onPick: () => void;
  readonly children: ReactNode;
}
const Pick = ({ on, onPick, children }: PickProps) => (
  <button type="button" className="dock-pick" aria-pressed={on} onClick={onPick}>
    {children}
  </button>
);

interface FaultsProps {
  readonly faults: readonly string[];
  readonly fault: string | null;
  readonly onFault: (fault: string | null) => void;
}
const Faults = ({ faults, fault, onFault }: FaultsProps) => (
  <div className="dock-picks">
    <Pick on={fault === null} onPick={() => onFault(null)}>
      {dockWords.none}
    </Pick>
    {faults.map((one) => (
      <Pick key={one} on={fault === one} onPick={() => onFault(one)}>
        {faultWords(one)}
      </Pick>
    ))}
  </div>
);

const Plug = ({ plugged, onPlug }: { readonly plugged: boolean; readonly onPlug: (to: boolean) => void }) => (
  <div className="dock-plug">
    <span data-plugged={plugged}>{plugged ? dockWords.plugged : dockWords.unplugged}</span>
    <button type="button" className="dock-pick" onClick={() => onPlug(!plugged)}>
      {plugged ? dockWords.unplug : dockWords.plug}
    </button>
  </div>
);

/** Cards, readers, camera, printer, authority and workers of the simulation. */
export const Drawer = ({ state, send }: DrawerProps) => {
  const [slipUrl, setSlipUrl] = useState<string | null>(null);
  return (
    <div className="dock-drawer">
      <p className="dock-title">{dockWords.title}</p>
      <Section name={dockWords.card}>
        <ul className="dock-cards">
          {state.cards.map((card) => (
            <li key={card.id}>
              <button
                type="button"
                className="dock-card"
                data-card={card.id}
                aria-pressed={state.placedCardId === card.id}
                onClick={() =>
                  send(
                    state.placedCardId === card.id
                      ? { type: 'removeCard' }
                      : { type: 'placeCard', cardId: card.id },
                  )
                }
              >
                <b>{card.label}</b>
                <span>{card.note}</span>
              </button>
            </li>
          ))}
        </ul>
        {state.placedCardId !== null && (
          <button
            type="button"
            className="dock-pick dock-strong"
            data-dock="removeCard"
            onClick={() => send({ type: 'removeCard' })}
          >
            {dockWords.remove}
          </button>
        )}
      </Section>
      <Section name={dockWords.reader}>
        <Faults
          faults={state.cardFaults}
          fault={state.cardFault}
          onFault={(fault) => send({ type: 'cardFault', fault })}
        />
        <Plug plugged={state.readerPlugged} onPlug={(plugged) => send({ type: 'readerPlug', plugged })} />
      </Section>
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
      <Section name={dockWords.authority}>
        <div className="dock-picks">
          {(Object.keys(authorityWords) as DockState['authority'][]).map((mode) => (
            <Pick key={mode} on={state.authority === mode} onPick={() => send({ type: 'authority', mode })}>
              {authorityWords[mode]}
            </Pick>
          ))}
        </div>
      </Section>
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
