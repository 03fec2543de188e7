/** Cards and papers of an activation, each drawn round its own origin. */

/** A social-security card, 100 by 64: chip on the left, the emblem of the card as a ring. */
export const SocialCard = () => (
  <g>
    <rect className="fill-cool" x="-50" y="-32" width="100" height="64" rx="9" />
    <rect className="line" x="-50" y="-32" width="100" height="64" rx="9" />
    <rect className="fill-glow" x="-38" y="-12" width="26" height="22" rx="5" />
    <rect className="thin" x="-38" y="-12" width="26" height="22" rx="5" />
    <path className="thin" d="M-38-1h9M-21-1h9M-25-12v22" />
    <circle className="fill-accent" cx="30" cy="-14" r="9" />
    <path className="thin" d="M-38 22h50M22 22h16" />
  </g>
);

/** A handwritten letter with a red seal, 76 by 100. */
export const Letter = () => (
  <g>
    <rect className="fill-paper" x="-38" y="-50" width="76" height="100" rx="5" />
    <rect className="line" x="-38" y="-50" width="76" height="100" rx="5" />
    <path className="line" d="M-16-34h32" />
    <path className="thin" d="M-26-16h52M-26-2h52M-26 12h34" />
    <rect className="fill-accent" x="6" y="20" width="20" height="20" rx="4" />
    <path className="thin" d="M-26 32c4-6 7 5 11-1s6 4 10-1" />
  </g>
);

/** A mobile telephone, 52 by 92. */
export const Phone = () => (
  <g>
    <rect className="fill-stone" x="-26" y="-46" width="52" height="92" rx="11" />
    <rect className="line" x="-26" y="-46" width="52" height="92" rx="11" />
    <rect className="fill-paper" x="-19" y="-34" width="38" height="62" rx="4" />
    <circle className="fill-ink" cx="0" cy="37" r="4" />
    <path className="thin" d="M-10-18h20M-10-4h20M-10 10h12" />
  </g>
);

/** The reader of social-security cards: a slot in front, and a lit place for cards that are read by touching. */
export const SocialReader = () => (
  <g>
    <path className="fill-stone" d="M42 158l20-34h196l20 34v50a12 12 0 0 1-12 12H54a12 12 0 0 1-12-12Z" />
    <path className="line" d="M42 158l20-34h196l20 34v50a12 12 0 0 1-12 12H54a12 12 0 0 1-12-12Z" />
    <path className="line" d="M42 159h236" />
    <path className="slot" d="M74 190h108" />
    <path className="fill-glow" d="M196 152l9-20h44l12 20Z" />
    <path className="glow-line" d="M196 152l9-20h44l12 20Z" />
  </g>
);

/** The keys of a number pad, 92 by 96, with nothing written on them. */
export const PadKeys = () => (
  <g>
    <rect className="fill-stone" x="-46" y="-48" width="92" height="96" rx="12" />
    <rect className="line" x="-46" y="-48" width="92" height="96" rx="12" />
    {[-26, 0, 26].flatMap((x) =>
      [-30, -10, 10, 30].map((y) => (
        <rect key={`${x} ${y}`} className="fill-paper" x={x - 10} y={y - 7} width="20" height="14" rx="4" />
      )),
    )}
  </g>
);
