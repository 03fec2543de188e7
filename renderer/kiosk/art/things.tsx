/** Objects of the pictures, each drawn round its own origin. */

/** An identity card, 100 by 64, its middle at the origin. */
export const Card = () => (
  <g>
    <rect className="fill-paper" x="-50" y="-32" width="100" height="64" rx="9" />
    <rect className="line" x="-50" y="-32" width="100" height="64" rx="9" />
    <path className="fill-accent" d="M-50-22a10 10 0 0 1 10-10h80a10 10 0 0 1 10 10v5H-50Z" />
    <path className="thin" d="M-38-3h34M-38 9h26M-38 21h32" />
    <rect className="fill-cool" x="10" y="-9" width="28" height="33" rx="5" />
    <circle className="fill-skin" cx="24" cy="2" r="7" />
    <path className="fill-paper" d="M13 23c1-9 5-12 11-12s10 3 11 12Z" />
  </g>
);

/** The reader: a low box with its lit place. */
export const Reader = () => (
  <g>
    <path className="fill-stone" d="M52 196l26-44h164l26 44v20a12 12 0 0 1-12 12H64a12 12 0 0 1-12-12Z" />
    <path className="line" d="M52 196l26-44h164l26 44v20a12 12 0 0 1-12 12H64a12 12 0 0 1-12-12Z" />
    <path className="line" d="M52 197h216" />
    <path className="fill-glow" d="M96 186l14-24h100l14 24Z" />
    <path className="glow-line" d="M96 186l14-24h100l14 24Z" />
    <circle className="fill-accent" cx="236" cy="212" r="6" />
  </g>
);

/** A hand from the right that holds something at (0, 0), out of a sleeve. */
export const Hand = () => (
  <g>
    <path className="fill-cool" d="M90-10l26 8c6 2 9 6 7 12l-10 34c-2 6-7 8-13 6l-24-8Z" />
    <path className="line" d="M90-10l26 8c6 2 9 6 7 12l-10 34c-2 6-7 8-13 6l-24-8Z" />
    <path
      className="fill-skin"
      d="M-6-6c10-14 30-16 46-12l46 12-12 42c-26-7-52-4-64-8-8-3-6-12 2-13l18-3c-16 1-34 2-40-4-6-5-4-16 4-16Z"
    />
    <path
      className="line"
      d="M86-7L40-18C24-22 4-20-6-6c-6 8-8 15-2 20 6 6 24 5 40 4l-18 3c-8 1-10 10-2 13 12 4 38 1 62 7"
    />
  </g>
);

/** A printed slip with its long lines and one large result line. */
export const Paper = ({ plain = false }: { readonly plain?: boolean }) => (
  <g>
    <path className="fill-paper" d="M-46 0h92v104l-9 8-9-8-9 8-10-8-9 8-9-8-9 8-9-8-9 8-10-8Z" />
    <path className="line" d="M-46 0h92v104l-9 8-9-8-9 8-10-8-9 8-9-8-9 8-9-8-9 8-10-8Z" />
    <path className="thin" d="M-28 22h56M-28 78h56M-28 92h38" />
    {plain ? (
      <path className="thin" d="M-28 40h56M-28 58h56" />
    ) : (
      <>
        <circle className="fill-done" cx="-16" cy="50" r="13" />
        <path className="tick" d="M-22 50l5 6 8-11" />
        <path className="line" d="M6 50h24" />
      </>
    )}
  </g>
);

/** The camera: an eye in a rounded frame. */
export const Camera = () => (
  <g>
    <rect className="fill-stone" x="-34" y="-24" width="68" height="48" rx="16" />
    <rect className="line" x="-34" y="-24" width="68" height="48" rx="16" />
    <circle className="fill-ink" r="15" />
    <circle className="fill-paper" cx="-5" cy="-5" r="4.5" />
    <circle className="fill-accent" cx="24" cy="-14" r="4" />
  </g>
);
