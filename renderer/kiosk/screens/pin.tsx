import { label } from '../../../main/contract/texts/labels.ts';
import { ShieldArt } from '../art/activation.tsx';
import { LookUpArt } from '../art/art.tsx';
import { Pad } from '../pad/pad.tsx';
import { PinDots } from '../pad/pin-dots.tsx';
import type { ScreenProps } from '../shell/stage.tsx';
import { Stage } from '../shell/stage.tsx';
import type { ViewOf } from './view-of.ts';

/** A password: how many digits there are and never which; on the screen's own pad or on the device's. */
export const Pin = ({ view, ...screen }: ScreenProps & ViewOf<'pin'>) => {
  if (view.checking) return <Stage {...screen} art={<LookUpArt />} />;
  const onScreen = view.by === 'screen' && screen.snapshot.allowed.includes('padKey');
  const caution = <p className="aside pin-caution">{label('pin.caution')}</p>;
  return onScreen ? (
    <Stage
      {...screen}
      art={<ShieldArt />}
      layout="side"
      next={label('next.pin')}
      work={<Pad onKey={(key) => screen.send({ type: 'padKey', key })} />}
    >
      <PinDots count={view.count} shield />
      {caution}
    </Stage>
  ) : (
    <Stage {...screen} art={<ShieldArt />} next={label(view.by === 'pad' ? 'next.pinPad' : 'next.pin')}>
      <PinDots count={view.count} shield={false} />
      {caution}
    </Stage>
  );
};
