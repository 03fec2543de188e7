import { WipeArt } from '../art/vein.tsx';
import type { ScreenProps } from '../shell/stage.tsx';
import { Stage } from '../shell/stage.tsx';
import { EnrolledChips } from '../vein/enrolled-chips.tsx';
import type { ViewOf } from './view-of.ts';

/** What would be deleted for ever is named once more. */
export const DeleteConfirm = ({ view, ...screen }: ScreenProps & ViewOf<'deleteConfirm'>) => (
  <Stage {...screen} art={<WipeArt />}>
    <EnrolledChips name="delete.for" fingers={view.enrolled.fingers} face={view.enrolled.face} />
  </Stage>
);
