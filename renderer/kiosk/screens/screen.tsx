import type { Bridge } from '../../../main/contract/bridge.ts';
import type { ScreenProps } from '../shell/stage.tsx';
import { CardProblem } from './card-problem.tsx';
import { Consent } from './consent.tsx';
import { Face } from './face.tsx';
import { FaceAgain } from './face-again.tsx';
import { Goodbye } from './goodbye.tsx';
import { Handover } from './handover.tsx';
import { LookingUp } from './looking-up.tsx';
import { Overlay } from './overlay.tsx';
import { PlaceCard } from './place-card.tsx';
import { ReadingCard } from './reading-card.tsx';
import { Result } from './result.tsx';
import { Standing } from './standing.tsx';
import { Submitting } from './submitting.tsx';
import { TakeCard } from './take-card.tsx';
import { TakeSlip } from './take-slip.tsx';
import { Welcome } from './welcome.tsx';

/** The screen of a snapshot. */
export const Screen = ({ bridge, ...screen }: ScreenProps & { readonly bridge: Bridge }) => {
  const { view, overlay } = screen.snapshot;
  if (overlay !== 'none') return <Overlay {...screen} overlay={overlay} />;
  switch (view.step) {
    case 'welcome':
      return <Welcome {...screen} view={view} />;
    case 'placeCard':
      return <PlaceCard {...screen} view={view} />;
    case 'readingCard':
      return <ReadingCard {...screen} view={view} />;
    case 'cardProblem':
      return <CardProblem {...screen} view={view} />;
    case 'lookingUp':
      return <LookingUp {...screen} />;
    case 'standing':
      return <Standing {...screen} view={view} />;
    case 'consent':
      return <Consent {...screen} />;
    case 'face':
      return <Face {...screen} view={view} bridge={bridge} />;
    case 'faceAgain':
      return <FaceAgain {...screen} view={view} />;
    case 'submitting':
      return <Submitting {...screen} />;
    case 'handover':
      return <Handover {...screen} view={view} />;
    case 'result':
      return <Result {...screen} view={view} />;
    case 'takeSlip':
      return <TakeSlip {...screen} />;
    case 'takeCard':
      return <TakeCard {...screen} />;
    case 'goodbye':
      return <Goodbye {...screen} />;
  }
};
