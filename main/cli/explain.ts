import { appErrorTexts } from '../contract/errors/app.ts';
import { auxiliaryErrorTexts } from '../contract/errors/auxiliaries.ts';
import { cameraErrorTexts } from '../contract/errors/camera.ts';
import { fingerVeinErrorTexts } from '../contract/errors/finger-vein.ts';
import { idCardErrorTexts } from '../contract/errors/id-card.ts';
import { ledgerErrorTexts } from '../contract/errors/ledger.ts';
import { pinPadErrorTexts } from '../contract/errors/pin-pad.ts';
import { printerErrorTexts } from '../contract/errors/printer.ts';
import { socialCardErrorTexts } from '../contract/errors/social-card.ts';
import { transportErrorTexts } from '../contract/errors/transport.ts';
import { visionErrorTexts } from '../contract/errors/vision.ts';
import { voiceErrorTexts } from '../contract/errors/voice.ts';
import type { Failure } from '../contract/failure.ts';

const technicianTexts: Readonly<Record<string, { readonly technician: string }>> = {
  ...transportErrorTexts,
  ...idCardErrorTexts,
  ...socialCardErrorTexts,
  ...fingerVeinErrorTexts,
  ...pinPadErrorTexts,
  ...auxiliaryErrorTexts,
  ...cameraErrorTexts,
  ...printerErrorTexts,
  ...visionErrorTexts,
  ...ledgerErrorTexts,
  ...voiceErrorTexts,
  ...appErrorTexts,
};

/** A failure with what docs/errors.md tells the technician about it (Chinese): the cause and where to look. */
export interface Explained extends Failure {
  readonly explanation: string;
}

export const explained = (error: Failure): Explained => ({
  ...error,
  explanation: technicianTexts[error.code]?.technician ?? '',
});
