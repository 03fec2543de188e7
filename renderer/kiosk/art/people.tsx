/** An elderly woman with a bun and glasses, from the chest up; the head is centred on (160, 112). */
export const Elder = ({ eyes = 'open' }: { readonly eyes?: 'open' | 'smile' }) => (
  <g>
    <path className="fill-cool" d="M82 240c2-46 32-66 78-66s77 20 79 66Z" />
    <path className="line" d="M82 240c2-46 32-66 78-66s77 20 79 66" />
    <path className="fill-paper" d="M136 174l24 30 25-30-8-8h-34Z" />
    <path className="line" d="M136 175l24 29 25-29" />
    <circle className="fill-hair" cx="161" cy="39" r="17" />
    <circle className="line" cx="161" cy="39" r="17" />
    <path className="fill-skin" d="M113 110c-1-36 19-58 47-58s48 23 47 59c-1 34-22 57-47 57s-46-24-47-58Z" />
    <path className="line" d="M113 110c-1-36 19-58 47-58s48 23 47 59c-1 34-22 57-47 57s-46-24-47-58Z" />
    <path
      className="fill-hair"
      d="M109 108c-6-44 22-66 52-66s57 24 50 67c-6-16-12-26-21-32-14 8-40 9-60 0-9 6-16 16-21 31Z"
    />
    <path
      className="line"
      d="M109 108c-6-44 22-66 52-66s57 24 50 67c-6-16-12-26-21-32-14 8-40 9-60 0-9 6-16 16-21 31Z"
    />
    <circle className="fill-blush" cx="128" cy="136" r="9" />
    <circle className="fill-blush" cx="193" cy="136" r="9" />
    <circle className="thin" cx="140" cy="115" r="16" />
    <circle className="thin" cx="181" cy="115" r="16" />
    <path className="thin" d="M156 113c3-3 6-3 9 0" />
    {eyes === 'open' ? (
      <>
        <circle className="fill-ink" cx="140" cy="116" r="4.5" />
        <circle className="fill-ink" cx="181" cy="116" r="4.5" />
      </>
    ) : (
      <>
        <path className="thin" d="M133 118c4-6 10-6 14 0" />
        <path className="thin" d="M174 118c4-6 10-6 14 0" />
      </>
    )}
    <path className="thin" d="M146 143c8 9 21 9 29 0" />
  </g>
);

/** The lobby assistant, with the sash that seniors know them by. */
export const Helper = () => (
  <g>
    <path className="fill-paper" d="M54 246c0-62 40-90 106-90s106 28 106 90Z" />
    <path className="fill-cool" d="M138 158l22 26 22-26-10-8h-24Z" />
    <clipPath id="torso">
      <path d="M54 246c0-62 40-90 106-90s106 28 106 90Z" />
    </clipPath>
    <g clipPath="url(#torso)">
      <path className="fill-accent" d="M74 180l20-22 170 76 2 22h-46Z" />
      <path className="thin" d="M74 180l146 66M94 158l170 76" />
    </g>
    <path className="line" d="M54 246c0-62 40-90 106-90s106 28 106 90Z" />
    <path className="fill-skin" d="M116 86c-1-33 18-54 44-54s45 21 44 55c-1 36-20 64-44 64s-43-32-44-65Z" />
    <path className="line" d="M116 86c-1-33 18-54 44-54s45 21 44 55c-1 36-20 64-44 64s-43-32-44-65Z" />
    <path
      className="fill-ink"
      d="M112 94c-10-50 22-74 50-74s58 22 46 74c-2-18-8-28-16-34-22 2-44-2-56-12-10 10-20 24-24 46Z"
    />
    <circle className="fill-ink" cx="143" cy="94" r="4.5" />
    <circle className="fill-ink" cx="178" cy="94" r="4.5" />
    <circle className="fill-blush" cx="131" cy="113" r="8" />
    <circle className="fill-blush" cx="190" cy="113" r="8" />
    <path className="thin" d="M146 121c8 9 20 9 28 0" />
    <g transform="translate(28 -18)">
      <path
        className="fill-skin"
        d="M222 150c-8-10-14-30-8-34 5-3 10 6 14 14-2-12-4-32 3-34 7-1 9 16 10 28 3-11 6-26 13-24 6 2 3 18 1 30 4-6 9-12 13-9 6 5-4 20-12 34-7 12-24 13-34-5Z"
      />
      <path
        className="thin"
        d="M222 150c-8-10-14-30-8-34 5-3 10 6 14 14-2-12-4-32 3-34 7-1 9 16 10 28 3-11 6-26 13-24 6 2 3 18 1 30 4-6 9-12 13-9 6 5-4 20-12 34-7 12-24 13-34-5Z"
      />
    </g>
    <g transform="translate(94 173) rotate(24.3)">
      <text className="sash" x="14" y="9" textLength="132" lengthAdjust="spacing">
        爱心助老员
      </text>
    </g>
  </g>
);
