import { label } from '../../../main/contract/texts/labels.ts';

/** How often the finger was laid on well, and how often it is wanted: a large dot each. */
export const Captures = ({ captured, of }: { readonly captured: number; readonly of: number }) => (
  <p
    className="captures"
    role="img"
    aria-label={label('captures.count', { n: String(captured), of: String(of) })}
  >
    {Array.from({ length: of }, (_, index) => (
      <i key={String(index)} data-on={index < captured} data-now={index === captured} />
    ))}
  </p>
);
