import type { Bridge } from '../../../main/contract/bridge.ts';
import { label } from '../../../main/contract/texts/labels.ts';
import { CauseArt } from '../art/art.tsx';
import { FaceMirror } from '../face/face-mirror.tsx';
import type { ScreenProps } from '../shell/stage.tsx';
import { Stage } from '../shell/stage.tsx';
import type { ViewOf } from './view-of.ts';

/** The camera looks. The picture moves to the person, never the person to the picture. */
export const Face = ({
  view,
  bridge,
  ...screen
}: ScreenProps & ViewOf<'face'> & { readonly bridge: Bridge }) => {
  const away = view.guidance === 'cameraAway' || view.guidance === 'serviceAway';
  return (
    <Stage
      {...screen}
      art={
        away ? (
          <CauseArt cause={view.guidance} />
        ) : (
          <>
            <FaceMirror
              listen={bridge.onPreview}
              crop={view.crop}
              guidance={view.guidance}
              progress={view.progress}
            />
            {view.livenessSimulated && (
              <span className="badge art-badge">{label('badge.livenessSimulated')}</span>
            )}
          </>
        )
      }
      next={label('next.face')}
    />
  );
};
