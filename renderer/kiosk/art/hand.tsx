import type { FingerName } from '../../../main/contract/vein.ts';

/** Hands that lay one finger down: drawn as thick lines with an edge, so that the parts melt into one outline. */

const places: Record<FingerName, number> = { rightIndex: 0, rightMiddle: 1, leftIndex: 0, leftMiddle: 1 };
/** How far below the knuckles of the middle finger those of each finger stand, from the index finger on. */
const knuckles = [5, 0, 5, 13] as const;

/** Mirrors a picture of a right hand for a left one; the middle of the picture stays where it is. */
export const handed = (finger: FingerName): string =>
  finger.startsWith('left') ? 'translate(320 0) scale(-1 1)' : 'translate(0 0)';

/**
 * A right hand from above, as people see their own: the finger lies stretched on the line x = 160 with its tip at
 * y = 36, the others are folded.
 */
export const HandFromAbove = ({ finger }: { readonly finger: FingerName }) => {
  const place = places[finger];
  const at = (index: number): number => 160 + (index - place) * 27;
  const folded = knuckles.flatMap((drop, index) =>
    index === place ? [] : [`M${at(index)} ${164 + drop}V200`],
  );
  const limbs = [`M160 50V196`, `M${at(0) + 4} 222L${at(0) - 27} 186`, ...folded].join('');
  const palm = `M${at(0) - 12} 184L${at(0) - 4} 232H${at(3) + 8}L${at(3) + 12} 190Z`;
  return (
    <g>
      <path className="limb-edge" d={limbs} />
      <path className="palm-edge" d={palm} />
      <path className="limb" d={limbs} />
      <path className="palm" d={palm} />
      <path
        className="thin"
        d={[0, 1, 2].map((index) => `M${at(index) + 13.5} ${176 + knuckles[index]!}V198`).join('')}
      />
      <path className="thin" d="M153 98q7 5 14 0M153 136q7 5 14 0" />
      <rect className="nail" x="152.500" y="41" width="15" height="19" rx="7" />
      <path className="fill-cool" d={`M${at(0) - 12} 220H${at(3) + 17}L${at(3) + 20} 320H${at(0) - 14}Z`} />
      <path className="line" d={`M${at(0) - 14} 320L${at(0) - 12} 220H${at(3) + 17}L${at(3) + 20} 320`} />
    </g>
  );
};

/** A right hand from its side: the finger lies stretched on the line y = 142 and points to the left. */
export const HandFromTheSide = () => {
  const finger = 'M64 142H236';
  const folded = 'M230 170H264';
  const palm = 'M222 132C240 124 270 122 300 124V186C274 192 250 190 232 182Z';
  return (
    <g>
      <path className="limb-edge" d={`${finger}${folded}`} />
      <path className="palm-edge" d={palm} />
      <path className="limb" d={`${finger}${folded}`} />
      <path className="palm" d={palm} />
      <path className="thin" d="M118 137q5 5 0 10M172 137q5 5 0 10M224 158c10 4 24 4 36 0" />
      <path className="nail" d="M52 134c4-5 14-6 22-4l-3 8c-8-1-14-2-19-4Z" />
      <path className="fill-cool" d="M286 108h40v96h-36c-4-30-6-64-4-96Z" />
      <path className="line" d="M326 108h-40c-2 32 0 66 4 96h36" />
    </g>
  );
};
