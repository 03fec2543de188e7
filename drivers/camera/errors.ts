import type { ErrorRow } from '../kit/result.ts';

/** E3xxx: the camera and the program that captures from it. */
export const cameraErrors = {
  E3001: {
    name: 'captureProgramMissing',
    action: 'configuration',
    cause: 'the capture program is not installed',
  },
  E3002: { name: 'noCamera', action: 'maintenance', cause: 'the camera is not there or cannot be opened' },
  E3003: { name: 'cameraBusy', action: 'reset', cause: 'another program holds the camera' },
  E3004: { name: 'accessDenied', action: 'configuration', cause: 'no permission to open the camera' },
  E3005: {
    name: 'captureEnded',
    action: 'reset',
    cause: 'the picture stream ended: camera unplugged or capture program gone',
  },
  E3006: { name: 'noFirstPicture', action: 'reset', cause: 'the camera opened but sent no picture in time' },
  E3007: { name: 'stalled', action: 'reset', cause: 'the camera stopped sending pictures' },
  E3008: {
    name: 'blackPicture',
    action: 'clear',
    cause: 'the picture is black: lens covered or light path blocked',
  },
  E3009: { name: 'frozenPicture', action: 'reset', cause: 'the camera repeats one picture' },
  E3010: { name: 'badStream', action: 'reset', cause: 'the camera sends bytes that are no pictures' },
  E3011: { name: 'tooSlow', action: 'maintenance', cause: 'the camera sends too few pictures a second' },
} as const satisfies Record<string, ErrorRow>;

export type CameraErrorCode = keyof typeof cameraErrors;
