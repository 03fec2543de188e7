import { label } from '../../../main/contract/texts/labels.ts';
import { AwaitedArt } from '../art/activation.tsx';
import { DoneArt, HelperArt } from '../art/art.tsx';
import { ItemList } from '../items/item-list.tsx';
import type { ScreenProps } from '../shell/stage.tsx';
import { Stage } from '../shell/stage.tsx';
import type { ViewOf } from './view-of.ts';

/** The truth, item by item: done, not done and why and who goes on, or not yet known. */
export const ActivationResult = ({ view, ...screen }: ScreenProps & ViewOf<'activationResult'>) => {
  const states = view.items.map(({ outcome }) => outcome.state);
  const art = states.every((state) => state === 'done') ? (
    <DoneArt />
  ) : states.includes('unknown') ? (
    <AwaitedArt />
  ) : (
    <HelperArt />
  );
  return (
    <Stage
      {...screen}
      art={
        <>
          {art}
          {view.livenessSimulated && (
            <span className="badge art-badge">{label('badge.livenessSimulated')}</span>
          )}
        </>
      }
      layout="list"
      work={<ItemList items={view.items} reasons also={view.also} />}
    >
      <p className="aside">{label(`next.slip.${view.slip.state}`)}</p>
    </Stage>
  );
};
