import { useState } from 'react';
import type { DockState } from '../../../main/contract/dock.ts';
import { dockWords, hostWords } from './dock-words.ts';
import type { DrawerProps } from './drawer.tsx';
import { Cards, Faults, Pick, Plug, Section } from './parts.tsx';

/** What an activation needs besides: social-security cards and their reader, the PIN pad, and the bank. */
export const SocialCards = ({ state, send }: DrawerProps) => (
  <Section name={dockWords.socialCard}>
    <Cards
      kind="social-card"
      cards={state.socialCards}
      placedId={state.placedSocialCardId}
      onPlace={(cardId) => send({ type: 'placeSocialCard', cardId })}
      onRemove={() => send({ type: 'removeSocialCard' })}
      removeName="removeSocialCard"
      removeWords={dockWords.removeSocialCard}
    />
  </Section>
);

export const SocialReader = ({ state, send }: DrawerProps) => (
  <Section name={dockWords.socialReader}>
    <Faults
      faults={state.socialCardFaults}
      fault={state.socialCardFault}
      onFault={(fault) => send({ type: 'socialCardFault', fault })}
    />
    <Plug
      plugged={state.socialReaderPlugged}
      onPlug={(plugged) => send({ type: 'socialReaderPlug', plugged })}
    />
    <div className="dock-plug">
      <span>{dockWords.psam}</span>
      <span className="dock-picks">
        {([true, false] as const).map((present) => (
          <Pick
            key={String(present)}
            on={state.psamPresent === present}
            onPick={() => send({ type: 'psam', present })}
          >
            {present ? dockWords.psamIn : dockWords.psamOut}
          </Pick>
        ))}
      </span>
    </div>
  </Section>
);

const padLegends = ['1', '2', '3', '4', '5', '6', '7', '8', '9', 'C', '0', 'E', '#'];

/** The device's own keys: what is pressed here goes to the simulated pad at once and is shown nowhere. */
export const PinPad = ({ state, send }: DrawerProps) => {
  const [open, setOpen] = useState(false);
  return (
    <Section name={dockWords.pinPad}>
      <Pick on={open} onPick={() => setOpen(!open)}>
        {dockWords.pinPadKeys}
      </Pick>
      {open && (
        <div className="dock-pad">
          {padLegends.map((keys) => (
            <button
              key={keys}
              type="button"
              className="dock-pick"
              aria-label={dockWords.padLegends[keys as 'C' | 'E' | '#'] ?? keys}
              onClick={() => send({ type: 'pinPadKeys', keys })}
            >
              {dockWords.padLegends[keys as 'C' | 'E' | '#'] ?? keys}
            </button>
          ))}
        </div>
      )}
      <Faults
        faults={state.pinPadFaults}
        fault={state.pinPadFault}
        onFault={(fault) => send({ type: 'pinPadFault', fault })}
      />
      <Plug plugged={state.pinPadPlugged} onPlug={(plugged) => send({ type: 'pinPadPlug', plugged })} />
    </Section>
  );
};

type Mode = DockState['authority'];

interface OtherSideProps {
  readonly name: string;
  readonly mode: Mode;
  readonly onMode: (mode: Mode) => void;
}

/** How the authority, or the bank, answers. */
export const OtherSide = ({ name, mode, onMode }: OtherSideProps) => (
  <Section name={name}>
    <div className="dock-picks">
      {(Object.keys(hostWords) as Mode[]).map((one) => (
        <Pick key={one} on={mode === one} onPick={() => onMode(one)}>
          {hostWords[one]}
        </Pick>
      ))}
    </div>
  </Section>
);
