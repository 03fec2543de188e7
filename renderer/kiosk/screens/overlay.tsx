import type { KioskSnapshot } from '../../../main/contract/snapshot.ts';
import { label } from '../../../main/contract/texts/labels.ts';
import { GreetingArt, HelperArt, TakeCardArt } from '../art/art.tsx';
import type { ScreenProps } from '../shell/stage.tsx';
import { Stage } from '../shell/stage.tsx';

/** What lies over a step: help is coming, do you want to leave, are you still there. The step waits beneath. */
export const Overlay = ({
  overlay,
  ...screen
}: ScreenProps & { readonly overlay: Exclude<KioskSnapshot['overlay'], 'none'> }) => {
  if (overlay === 'help') return <Stage {...screen} art={<HelperArt />} />;
  if (overlay === 'leave') return <Stage {...screen} art={<TakeCardArt />} next={label('next.leave')} />;
  return <Stage {...screen} art={<GreetingArt />} next={label('next.stillThere')} />;
};
