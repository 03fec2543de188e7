import { label } from '../../../main/contract/texts/labels.ts';
import { PutCardArt } from '../art/art.tsx';
import type { ScreenProps } from '../shell/stage.tsx';
import { Stage } from '../shell/stage.tsx';
import type { ViewOf } from './view-of.ts';

/** Where the card goes. */
export const PlaceCard = ({ view, ...screen }: ScreenProps & ViewOf<'placeCard'>) => (
  <Stage
    {...screen}
    art={<PutCardArt />}
    next={label(view.slipPossible ? 'next.placeCard' : 'next.noSlip')}
  />
);
