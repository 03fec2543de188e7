import { label } from '../../../main/contract/texts/labels.ts';
import { GreetingArt, InOrderArt } from '../art/art.tsx';
import { ItemList } from '../items/item-list.tsx';
import type { ScreenProps } from '../shell/stage.tsx';
import { Stage } from '../shell/stage.tsx';
import type { ViewOf } from './view-of.ts';

/** What there is to do, item by item; what was done in an earlier visit is not done again. */
export const CardStanding = ({ view, ...screen }: ScreenProps & ViewOf<'cardStanding'>) => (
  <Stage
    {...screen}
    art={view.allDone ? <InOrderArt /> : <GreetingArt />}
    layout="list"
    work={<ItemList items={view.items} />}
    next={view.allDone ? null : label('next.standing.due')}
  />
);
