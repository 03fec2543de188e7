import type { FingerName } from '../../../main/contract/vein.ts';
import type { LabelId } from '../../../main/contract/texts/labels.ts';
import { label } from '../../../main/contract/texts/labels.ts';

interface EnrolledChipsProps {
  readonly name: LabelId;
  readonly fingers: readonly FingerName[];
  readonly face?: boolean;
}

/** Which fingers (and the face), one after the other. */
export const EnrolledChips = ({ name, fingers, face = false }: EnrolledChipsProps) => (
  <p className="aside chips">
    <span>{label(name)}</span>
    {[...fingers, ...(face ? (['face'] as const) : [])].map((one) => (
      <b key={one} className="chip">
        {label(`finger.${one}`)}
      </b>
    ))}
  </p>
);
