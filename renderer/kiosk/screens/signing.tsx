import type { ReactNode } from 'react';
import { useEffect, useState } from 'react';
import { label } from '../../../main/contract/texts/labels.ts';
import type { ScreenProps } from '../shell/stage.tsx';
import { Stage } from '../shell/stage.tsx';
import { SignField } from '../sign/sign-field.tsx';
import { Strokes } from '../sign/strokes.ts';
import { Key } from '../touch/key.tsx';
import { tapGuard } from '../touch/screen-touch.ts';

/** A field to sign in with a finger, or a key that counts just as much. `children` says what is signed. */
export const Signing = ({ children, ...screen }: ScreenProps & { readonly children: ReactNode }) => {
  const [strokes] = useState(() => new Strokes());
  const [drawn, setDrawn] = useState(0);
  const [wiped, setWiped] = useState(0);
  useEffect(() => () => strokes.clear(), [strokes]);
  const canSign = screen.snapshot.allowed.includes('sign');
  const drawing = drawn > 0;
  useEffect(() => {
    // Other keys stand there now, or again: what is under the hand is not what it was put down for.
    if (drawing || wiped > 0) tapGuard.screenChanged(performance.now());
  }, [drawing, wiped]);
  const wipe = () => {
    strokes.clear();
    setDrawn(0);
    setWiped((times) => times + 1);
  };
  return (
    <Stage
      {...screen}
      layout="list"
      work={
        canSign ? (
          <SignField key={wiped} strokes={strokes} onStroke={() => setDrawn(strokes.count)} />
        ) : undefined
      }
      keys={
        // While something stands in the field the keys are about it; a wiped field brings back the others.
        canSign && drawing ? (
          <>
            <span className="sign-key" data-shown={strokes.enough}>
              <Key
                id="sign.done"
                tone="primary"
                onTap={() => {
                  if (strokes.enough) screen.send({ type: 'sign', signature: strokes.signature });
                }}
              >
                {label('sign.done')}
              </Key>
            </span>
            <Key id="sign.clear" tone="large" onTap={wipe}>
              {label('sign.clear')}
            </Key>
          </>
        ) : undefined
      }
    >
      {children}
    </Stage>
  );
};
