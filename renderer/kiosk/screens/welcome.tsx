import { label } from '../../../main/contract/texts/labels.ts';
import { HelperArt, PutCardArt } from '../art/art.tsx';
import type { ScreenProps } from '../shell/stage.tsx';
import { Stage } from '../shell/stage.tsx';
import type { ViewOf } from './view-of.ts';

/** Nobody is here yet, or the terminal is closed. Says before the start when there is no paper. */
export const Welcome = ({ view, ...screen }: ScreenProps & ViewOf<'welcome'>) => (
  <Stage
    {...screen}
    art={view.open ? <PutCardArt /> : <HelperArt />}
    next={view.open ? label('next.welcome') : null}
  />
);
