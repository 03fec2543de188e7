import { label } from '../../../main/contract/texts/labels.ts';
import type { ScreenProps } from '../shell/stage.tsx';
import { Signing } from './signing.tsx';
import type { ViewOf } from './view-of.ts';

/** What is to be activated is agreed to. */
export const Sign = ({ view, ...screen }: ScreenProps & ViewOf<'sign'>) => (
  <Signing {...screen}>
    <p className="aside chips">
      <span>{label('sign.for')}</span>
      {view.items
        .filter(({ outcome }) => outcome.state !== 'done')
        .map(({ item }) => (
          <b key={item} className="chip">
            {label(`item.${item}`)}
          </b>
        ))}
    </p>
  </Signing>
);
