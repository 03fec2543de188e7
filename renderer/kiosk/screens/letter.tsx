import type { Bridge } from '../../../main/contract/bridge.ts';
import { label } from '../../../main/contract/texts/labels.ts';
import { CauseArt } from '../art/art.tsx';
import { LetterPicture } from '../face/letter-picture.tsx';
import type { ScreenProps } from '../shell/stage.tsx';
import { Stage } from '../shell/stage.tsx';
import type { ViewOf } from './view-of.ts';

/** The agent's letter before the camera, as the camera sees it; once taken, the picture stands still to be judged. */
export const LetterScreen = ({
  view,
  bridge,
  ...screen
}: ScreenProps & ViewOf<'letter'> & { readonly bridge: Bridge }) => (
  <Stage
    {...screen}
    art={
      view.away ? (
        <CauseArt cause="cameraAway" />
      ) : (
        <LetterPicture listen={bridge.onPreview} taken={view.taken} />
      )
    }
    next={label('next.letter')}
  />
);
