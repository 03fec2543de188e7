import { label } from '../../../main/contract/texts/labels.ts';
import { PutCardArt, ReadCardArt } from '../art/art.tsx';
import type { ScreenProps } from '../shell/stage.tsx';
import { Stage } from '../shell/stage.tsx';
import type { ViewOf } from './view-of.ts';

/** The card is being read, or is to be laid down once more. */
export const ReadingCard = ({ view, ...screen }: ScreenProps & ViewOf<'readingCard'>) => (
  <Stage {...screen} art={view.retry ? <PutCardArt /> : <ReadCardArt />} next={label('next.readingCard')} />
);
