import { label } from '../../../main/contract/texts/labels.ts';
import { KeyPointArt } from '../art/activation.tsx';
import type { ScreenProps } from '../shell/stage.tsx';
import { Stage } from '../shell/stage.tsx';
import type { ViewOf } from './view-of.ts';

/** What to know about the card, one idea per page; the last one warns of fraud. */
export const KeyPoints = ({ view, ...screen }: ScreenProps & ViewOf<'keyPoints'>) => (
  <Stage
    {...screen}
    art={<KeyPointArt page={view.page} last={view.page === view.pages} />}
    next={`${label('keyPoints.page', { page: String(view.page) })}，${label('keyPoints.pages', {
      pages: String(view.pages),
    })}`}
  />
);
