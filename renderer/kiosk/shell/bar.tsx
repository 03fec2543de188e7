import type { ReactNode } from 'react';
import type { ComfortSettings } from '../../../main/contract/settings.ts';
import { label } from '../../../main/contract/texts/labels.ts';
import { BiggerIcon, ComfortIcon, HelpIcon, LeaveIcon, SpeakerIcon, TickIcon } from '../art/icons.tsx';
import { Key } from '../touch/key.tsx';
import { Phones } from './phones.tsx';
import type { ScreenProps } from './stage.tsx';

const biggerThan: Record<ComfortSettings['textSize'], ComfortSettings['textSize']> = {
  large: 'larger',
  larger: 'largest',
  largest: 'large',
};

interface BarProps extends ScreenProps {
  readonly comfortOpen: boolean;
  readonly onComfort: () => void;
}

/** A place of the bar. It stays empty when its key does nothing now, so that the other keys never move. */
const Place = ({ at, children }: { readonly at: string; readonly children: ReactNode }) => (
  <div className={`place place-${at}`}>{children}</div>
);

/** Always at the bottom, always in the same places: hear again, see better, help, and the way out. */
export const Bar = ({ snapshot, send, comfortOpen, onComfort }: BarProps) => {
  const can = (intent: string) => snapshot.allowed.includes(intent);
  const { textSize } = snapshot.comfort;
  return (
    <nav className="bar" aria-label={label('bar.name')}>
      <Place at="repeat">
        {can('repeatPrompt') && (
          <Key id="bar.repeat" tone="bar" icon={<SpeakerIcon />} onTap={() => send({ type: 'repeatPrompt' })}>
            {label('bar.repeat')}
          </Key>
        )}
      </Place>
      <Place at="bigger">
        {can('comfort') && (
          <Key
            id="bar.bigger"
            tone="bar"
            icon={<BiggerIcon />}
            onTap={() => send({ type: 'comfort', change: { textSize: biggerThan[textSize] } })}
          >
            {label(textSize === 'largest' ? 'bar.smallest' : 'bar.bigger')}
          </Key>
        )}
      </Place>
      <Place at="comfort">
        {can('comfort') && (
          <Key
            id={comfortOpen ? 'comfort.close' : 'bar.comfort'}
            tone={comfortOpen ? 'done' : 'bar'}
            icon={comfortOpen ? <TickIcon /> : <ComfortIcon />}
            onTap={onComfort}
          >
            {label(comfortOpen ? 'comfort.close' : 'bar.comfort')}
          </Key>
        )}
      </Place>
      <Place at="help">
        {can('help') && (
          <Key id="bar.help" tone="help" icon={<HelpIcon />} onTap={() => send({ type: 'help' })}>
            {label('bar.help')}
          </Key>
        )}
        {snapshot.overlay === 'help' && <p className="help-called">{label('bar.helpCalled')}</p>}
      </Place>
      <Place at="leave">
        {can('leave') && (
          <Key id="bar.leave" tone="bar" icon={<LeaveIcon />} onTap={() => send({ type: 'leave' })}>
            {label('bar.leave')}
          </Key>
        )}
      </Place>
      <Phones terminal={snapshot.terminal} />
    </nav>
  );
};
