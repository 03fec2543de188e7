import type { ScreenProps } from '../shell/stage.tsx';
import { EnrolledChips } from '../vein/enrolled-chips.tsx';
import { Signing } from './signing.tsx';
import type { ViewOf } from './view-of.ts';

/** What was enrolled is confirmed before it is kept. */
export const EnrolSign = ({ view, ...screen }: ScreenProps & ViewOf<'enrolSign'>) => (
  <Signing {...screen}>
    <EnrolledChips name="enrol.for" fingers={view.fingers} face={view.face} />
  </Signing>
);
