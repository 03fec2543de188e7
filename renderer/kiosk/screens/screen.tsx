import type { Bridge } from '../../../main/contract/bridge.ts';
import type { ScreenProps } from '../shell/stage.tsx';
import { Activating } from './activating.tsx';
import { ActivationResult } from './activation-result.tsx';
import { AgentReason } from './agent-reason.tsx';
import { AgentRelation } from './agent-relation.tsx';
import { AlsoCertify } from './also-certify.tsx';
import { Bring } from './bring.tsx';
import { CardStanding } from './card-standing.tsx';
import { Contact } from './contact.tsx';
import { DeleteConfirm } from './delete-confirm.tsx';
import { ElectronicCard } from './electronic-card.tsx';
import { EnrolConsent } from './enrol-consent.tsx';
import { EnrolDeleted } from './enrol-deleted.tsx';
import { EnrolFinger } from './enrol-finger.tsx';
import { EnrolFingerAgain } from './enrol-finger-again.tsx';
import { EnrolResult } from './enrol-result.tsx';
import { EnrolSign } from './enrol-sign.tsx';
import { EnrolStanding } from './enrol-standing.tsx';
import { HomeVisit } from './home-visit.tsx';
import { KeyPoints } from './key-points.tsx';
import { LetterScreen } from './letter.tsx';
import { MatchingCards } from './matching-cards.tsx';
import { Pin } from './pin.tsx';
import { PlaceOwnerCard } from './place-owner-card.tsx';
import { PlaceSocialCard } from './place-social-card.tsx';
import { ReadingSocialCard } from './reading-social-card.tsx';
import { Review } from './review.tsx';
import { Sign } from './sign.tsx';
import { SocialCardProblem } from './social-card-problem.tsx';
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
import { Vein } from './vein.tsx';
import { VeinAgain } from './vein-again.tsx';
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
    case 'activating':
      return <Activating {...screen} view={view} />;
    case 'activationResult':
      return <ActivationResult {...screen} view={view} />;
    case 'agentReason':
      return <AgentReason {...screen} view={view} />;
    case 'agentRelation':
      return <AgentRelation {...screen} view={view} />;
    case 'bring':
      return <Bring {...screen} view={view} />;
    case 'cardStanding':
      return <CardStanding {...screen} view={view} />;
    case 'contact':
      return <Contact {...screen} view={view} />;
    case 'electronicCard':
      return <ElectronicCard {...screen} view={view} />;
    case 'homeVisit':
      return <HomeVisit {...screen} view={view} />;
    case 'keyPoints':
      return <KeyPoints {...screen} view={view} />;
    case 'letter':
      return <LetterScreen {...screen} view={view} bridge={bridge} />;
    case 'matchingCards':
      return <MatchingCards {...screen} />;
    case 'pin':
      return <Pin {...screen} view={view} />;
    case 'placeOwnerCard':
      return <PlaceOwnerCard {...screen} />;
    case 'placeSocialCard':
      return <PlaceSocialCard {...screen} />;
    case 'readingSocialCard':
      return <ReadingSocialCard {...screen} view={view} />;
    case 'review':
      return <Review {...screen} view={view} />;
    case 'sign':
      return <Sign {...screen} view={view} />;
    case 'socialCardProblem':
      return <SocialCardProblem {...screen} view={view} />;
    case 'vein':
      return <Vein {...screen} view={view} />;
    case 'veinAgain':
      return <VeinAgain {...screen} view={view} />;
    case 'enrolStanding':
      return <EnrolStanding {...screen} view={view} />;
    case 'enrolConsent':
      return <EnrolConsent {...screen} />;
    case 'enrolFinger':
      return <EnrolFinger {...screen} view={view} />;
    case 'enrolFingerAgain':
      return <EnrolFingerAgain {...screen} view={view} />;
    case 'enrolSign':
      return <EnrolSign {...screen} view={view} />;
    case 'enrolResult':
      return <EnrolResult {...screen} view={view} />;
    case 'deleteConfirm':
      return <DeleteConfirm {...screen} view={view} />;
    case 'enrolDeleted':
      return <EnrolDeleted {...screen} view={view} />;
    case 'alsoCertify':
      return <AlsoCertify {...screen} view={view} />;
    case 'alsoSubmitting':
      return <Submitting {...screen} />;
    case 'takeSlip':
      return <TakeSlip {...screen} />;
    case 'takeCard':
      return <TakeCard {...screen} view={view} />;
    case 'goodbye':
      return <Goodbye {...screen} />;
  }
};
