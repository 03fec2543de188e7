import { PutSocialCardArt } from '../art/activation.tsx';
import { HelperArt } from '../art/art.tsx';
import type { ScreenProps } from '../shell/stage.tsx';
import { Stage } from '../shell/stage.tsx';
import type { ViewOf } from './view-of.ts';

/** The social-security card could not be read or is another card, or its reader is away: what now, and who helps. */
export const SocialCardProblem = ({ view, ...screen }: ScreenProps & ViewOf<'socialCardProblem'>) => (
  <Stage {...screen} art={view.problem === 'readerAway' ? <HelperArt /> : <PutSocialCardArt />} />
);
