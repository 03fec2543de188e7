import { label } from '../../../main/contract/texts/labels.ts';
import { PutSocialCardArt, ReadSocialCardArt } from '../art/activation.tsx';
import type { ScreenProps } from '../shell/stage.tsx';
import { Stage } from '../shell/stage.tsx';
import type { ViewOf } from './view-of.ts';

/** The social-security card is being read, or is to be put in once more. */
export const ReadingSocialCard = ({ view, ...screen }: ScreenProps & ViewOf<'readingSocialCard'>) => (
  <Stage
    {...screen}
    art={view.retry ? <PutSocialCardArt /> : <ReadSocialCardArt />}
    next={label('next.readingSocialCard')}
  />
);
