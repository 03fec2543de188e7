import { label } from '../../../main/contract/texts/labels.ts';
import { BringPicture } from '../art/activation.tsx';
import type { ScreenProps } from '../shell/stage.tsx';
import { Stage } from '../shell/stage.tsx';
import type { ViewOf } from './view-of.ts';

/** What is to be brought, each with its picture, told once and completely; the list can be taken away on paper. */
export const Bring = ({ view, ...screen }: ScreenProps & ViewOf<'bring'>) => (
  <Stage
    {...screen}
    layout="list"
    work={
      <ul className="bring">
        {view.items.map((item) => (
          <li key={item}>
            <BringPicture item={item} />
            <span>{label(`bring.${item}`)}</span>
          </li>
        ))}
      </ul>
    }
    next={
      ['printing', 'take', 'notPrinted'].includes(view.slip.state)
        ? label(`next.slip.${view.slip.state}`)
        : label('next.bring')
    }
  />
);
