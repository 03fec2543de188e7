import type { LabelId } from '../../../main/contract/texts/labels.ts';
import { label } from '../../../main/contract/texts/labels.ts';
import { Key } from './key.tsx';

interface Choice {
  readonly id: LabelId;
  readonly choose: () => void;
}

/** One of a few; whichever is tapped is chosen, and nothing has to be confirmed. */
export const Choices = ({ choices }: { readonly choices: readonly Choice[] }) => (
  <div className="reasons">
    {choices.map(({ id, choose }) => (
      <Key key={id} id={id} tone="choice" onTap={choose}>
        {label(id)}
      </Key>
    ))}
  </div>
);
