import { label } from '../../../main/contract/texts/labels.ts';
import { WorkingArt } from '../art/art.tsx';
import { ItemList } from '../items/item-list.tsx';
import type { ScreenProps } from '../shell/stage.tsx';
import { Stage } from '../shell/stage.tsx';
import type { ViewOf } from './view-of.ts';

/** Each item goes its own way, and is told as soon as it is known. */
export const Activating = ({ view, ...screen }: ScreenProps & ViewOf<'activating'>) => (
  <Stage
    {...screen}
    art={<WorkingArt />}
    layout="list"
    work={<ItemList items={view.items} />}
    next={label('next.submitting')}
  />
);
