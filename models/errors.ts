import type { ErrorRow } from '../drivers/kit/result.ts';

/** E5xxx: models, pictures of faces, and the checks made with them. Causes name states and numbers, never a person. */
export const visionErrors = {
  E5001: {
    name: 'weightsMissing',
    action: 'configuration',
    cause: 'a model has no weights; run node scripts/materialise-models.ts',
  },
  E5002: {
    name: 'weightsChanged',
    action: 'configuration',
    cause: 'the weights of a model are not those of models/manifest.ts',
  },
  E5003: { name: 'modelNotLoadable', action: 'configuration', cause: 'the inference engine refused a model' },
  E5004: { name: 'inferenceFailed', action: 'reset', cause: 'a model could not be run' },
  E5101: {
    name: 'imageUnreadable',
    action: 'clear',
    cause: 'the bytes are not a picture that can be decoded',
  },
  E5102: { name: 'noFaceInImage', action: 'clear', cause: 'no face was found in the picture' },
  E5103: {
    name: 'referenceTooSmall',
    action: 'maintenance',
    cause: 'the face in the reference picture is too small to compare with',
  },
  E5104: {
    name: 'templateOfOtherModel',
    action: 'maintenance',
    cause: 'the stored template was made by another model; the person must be enrolled again',
  },
  E5105: { name: 'templateMalformed', action: 'maintenance', cause: 'the stored template is damaged' },
  E5201: {
    name: 'inputInvalid',
    action: 'configuration',
    cause: 'the request does not have the agreed shape',
  },
  E5202: { name: 'checkUnknown', action: 'clear', cause: 'no face check with this id is running' },
  E5203: { name: 'checkExists', action: 'clear', cause: 'a face check with this id is already running' },
  E5211: {
    name: 'noTemplateKey',
    action: 'reset',
    cause: 'the vision worker has not been given the key of the templates yet',
  },
  E5212: {
    name: 'templateNotOpened',
    action: 'maintenance',
    cause: 'a sealed template was changed, belongs to another record, or was sealed under another key',
  },
  E5213: {
    name: 'templateOfOtherScanner',
    action: 'maintenance',
    cause:
      'the templates were made by another kind of scanner or in another layout; the fingers must be enrolled again',
  },
  E5214: { name: 'veinCheckUnknown', action: 'clear', cause: 'no finger-vein check with this id is running' },
  E5215: {
    name: 'veinCheckExists',
    action: 'clear',
    cause: 'a finger-vein check with this id is already running',
  },
  E5216: {
    name: 'veinPictureInvalid',
    action: 'maintenance',
    cause: 'the picture of the finger-vein scanner has not the size that it says',
  },
  E5301: { name: 'fileUnreadable', action: 'configuration', cause: 'a file could not be read' },
  E5302: {
    name: 'pairsMalformed',
    action: 'configuration',
    cause: 'a line of the pairs file is not a,b,1 or a,b,0',
  },
  E5303: {
    name: 'nothingToMeasure',
    action: 'configuration',
    cause: 'the measurement needs at least one genuine and one impostor pair that can be scored',
  },
} as const satisfies Record<string, ErrorRow>;
