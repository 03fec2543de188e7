import { label } from '../../../main/contract/texts/labels.ts';
import { GreetingArt, InOrderArt } from '../art/art.tsx';
import { Facts } from '../shell/facts.tsx';
import type { ScreenProps } from '../shell/stage.tsx';
import { Stage } from '../shell/stage.tsx';
import { EnrolledChips } from '../vein/enrolled-chips.tsx';
import type { ViewOf } from './view-of.ts';

/** What is enrolled here already, to be renewed or deleted; or that nothing is. */
export const EnrolStanding = ({ view, ...screen }: ScreenProps & ViewOf<'enrolStanding'>) =>
  view.enrolled === null ? (
    <Stage {...screen} art={<GreetingArt />} next={label('next.enrolStanding')} />
  ) : (
    <Stage {...screen} art={<InOrderArt />}>
      <EnrolledChips name="enrol.for" fingers={view.enrolled.fingers} face={view.enrolled.face} />
      <Facts facts={[{ name: 'fact.enrolledOn', value: view.enrolled.on }]} />
    </Stage>
  );
