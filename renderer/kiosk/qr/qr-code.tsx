import { useMemo } from 'react';
import { label } from '../../../main/contract/texts/labels.ts';
import { qrPath } from './qr-path.ts';

/** Modules of white round a code that readers want. */
const quiet = 4;

/** A QR code, black on white whatever the contrast of the screen: a telephone reads it, not a person. */
export const QrCode = ({ text }: { readonly text: string }) => {
  const { size, path } = useMemo(() => qrPath(text), [text]);
  const side = size + 2 * quiet;
  return (
    <svg
      className="qr"
      viewBox={`${-quiet} ${-quiet} ${side} ${side}`}
      role="img"
      aria-label={label('qr.name')}
      shapeRendering="crispEdges"
    >
      <rect x={-quiet} y={-quiet} width={side} height={side} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
};
