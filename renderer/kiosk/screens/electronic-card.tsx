import { label } from '../../../main/contract/texts/labels.ts';
import { HelperArt, LookUpArt } from '../art/art.tsx';
import { QrCode } from '../qr/qr-code.tsx';
import type { ScreenProps } from '../shell/stage.tsx';
import { Stage } from '../shell/stage.tsx';
import type { ViewOf } from './view-of.ts';

/** The electronic card as a code for a telephone: shown, and forgotten with the screen. */
export const ElectronicCard = ({ view, ...screen }: ScreenProps & ViewOf<'electronicCard'>) => {
  const shown = view.state === 'shown' && view.qr !== null;
  return (
    <Stage
      {...screen}
      art={shown ? <QrCode text={view.qr ?? ''} /> : view.state === 'away' ? <HelperArt /> : <LookUpArt />}
      next={shown ? label('next.electronicCard') : null}
    >
      {['printing', 'take', 'notPrinted'].includes(view.slip.state) && (
        <p className="aside">{label(`next.slip.${view.slip.state}`)}</p>
      )}
    </Stage>
  );
};
