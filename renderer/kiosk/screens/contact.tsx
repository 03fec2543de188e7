import { label } from '../../../main/contract/texts/labels.ts';
import { CallArt } from '../art/activation.tsx';
import { Pad } from '../pad/pad.tsx';
import { PhoneField } from '../pad/phone-field.tsx';
import type { ScreenProps } from '../shell/stage.tsx';
import { Stage } from '../shell/stage.tsx';
import type { ViewOf } from './view-of.ts';

/** A telephone number, the only thing that is typed in words or digits besides a password. */
export const Contact = ({ view, ...screen }: ScreenProps & ViewOf<'contact'>) => (
  <Stage
    {...screen}
    art={<CallArt />}
    layout="side"
    next={label('next.contact')}
    work={
      screen.snapshot.allowed.includes('padKey') && (
        <Pad onKey={(key) => screen.send({ type: 'padKey', key })} />
      )
    }
  >
    <PhoneField entered={view.entered} />
  </Stage>
);
