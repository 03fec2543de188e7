/**
 * Who may import whom: the arrows of docs/architecture.md as data. A folder's longest matching row counts. Own folder is
 * always allowed. Tests, their child programs (`.child.ts`), `testing/` and `scenarios/` folders may import
 * anything; nothing else may import them.
 */
export interface LayerRule {
  readonly folder: string;
  /** Folders or files it may import from, beside itself. */
  readonly may: readonly string[];
  /** npm packages and `node:` it may import; absent: any. */
  readonly packages?: readonly string[];
}

const core = ['main/contract', 'main/ports', 'main/workers', 'main/log'];

const modelGround = [
  'models/kit',
  'models/errors.ts',
  'models/manifest.ts',
  'drivers/kit/image',
  'drivers/kit/result.ts',
];

export const layerRules: readonly LayerRule[] = [
  {
    folder: 'renderer',
    may: ['main/contract'],
    packages: [
      'react',
      'react-dom',
      'react-aria-components',
      'react-aria',
      'vite',
      '@vitejs/plugin-react',
      '@fontsource-variable/noto-sans-sc',
      'qrcode',
      'zod',
    ],
  },
  { folder: 'renderer/vite.config.ts', may: [] },
  { folder: 'main/contract', may: [], packages: ['zod'] },
  { folder: 'main/ports', may: ['main/contract'], packages: ['zod'] },
  { folder: 'main/session', may: ['main/ports', 'main/contract'], packages: ['xstate', 'zod'] },
  { folder: 'main/log', may: [], packages: ['pino', 'node:'] },
  { folder: 'main/workers', may: ['main/contract', 'main/ports', 'main/log'] },
  { folder: 'main/devices', may: [...core, 'drivers'] },
  // The simulators are the only adapter that plays invented people: they may read the fixtures.
  { folder: 'main/devices/simulated', may: [...core, 'drivers', 'main/devices', 'fixtures'] },
  { folder: 'main/devices/simulators-worker.ts', may: [...core, 'drivers', 'main/devices', 'fixtures'] },
  { folder: 'main/paper', may: [...core, 'drivers'] },
  { folder: 'main/biometrics', may: [...core, 'models', 'drivers/kit'] },
  // What the adapters to other systems share: one checked exchange, and how an embedded far side behaves.
  { folder: 'main/exchange', may: ['main/contract'] },
  { folder: 'main/authority', may: [...core, 'main/exchange'] },
  { folder: 'main/authority/embedded', may: [...core, 'main/exchange', 'main/authority', 'fixtures'] },
  { folder: 'main/bank', may: [...core, 'main/exchange'] },
  // The embedded bank unwraps keys and opens PIN blocks, which the terminal's own side only closes.
  {
    folder: 'main/bank/embedded',
    may: [
      ...core,
      'main/exchange',
      'main/bank',
      'fixtures',
      'drivers/kit/ciphers',
      'drivers/pin-pad/pin-block',
    ],
  },
  { folder: 'main/ledger', may: core },
  { folder: 'main/voice', may: core },
  {
    folder: 'main/app',
    may: [
      ...core,
      'main/session',
      'main/devices',
      'main/paper',
      'main/biometrics',
      'main/authority',
      'main/bank',
      'main/ledger',
      'main/voice',
      // The interface that app implements for the shells; no code of a shell.
      'main/shell/core.ts',
      'drivers',
      'models',
      'fixtures',
    ],
  },
  { folder: 'main/shell', may: ['main/app', ...core, 'main/ledger/key-store.ts'] },
  { folder: 'main/cli', may: ['main', 'drivers', 'models', 'fixtures'] },
  { folder: 'drivers', may: ['drivers/kit'] },
  ...['kit', 'id-card', 'social-card', 'camera', 'printer', 'code-scanner', 'auxiliaries'].map((device) => ({
    folder: `drivers/${device}`,
    may: ['drivers/kit'],
  })),
  // A scanner that is a camera with infrared light.
  {
    folder: 'drivers/finger-vein/image-scanner',
    may: ['drivers/kit', 'drivers/finger-vein', 'drivers/camera'],
  },
  // A simulator may play the invented people; a driver never knows them.
  ...[
    'id-card/sdt/simulator',
    'camera/simulator',
    'printer/escpos/simulator',
    'social-card/ldt32/simulator',
    'finger-vein/simulator',
  ].map((simulator) => ({
    folder: `drivers/${simulator}`,
    may: ['drivers', 'fixtures'],
  })),
  // Each model is alone on the kit; `face` composes them, `evaluate` measures them, the files above serve the worker.
  { folder: 'models', may: ['drivers/kit/image', 'drivers/kit/result.ts'] },
  { folder: 'models/kit', may: modelGround },
  { folder: 'models/finger-vein', may: modelGround },
  ...['blazeface', 'facemesh', 'minifasnet', 'mobilefacenet-a', 'mobilefacenet-b', 'ultraface'].map(
    (model) => ({
      folder: `models/${model}`,
      may: modelGround,
    }),
  ),
  {
    folder: 'models/face',
    may: [
      ...modelGround,
      'models/blazeface',
      'models/facemesh',
      'models/minifasnet',
      'models/mobilefacenet-a',
      'models/mobilefacenet-b',
      'models/ultraface',
    ],
  },
  { folder: 'fixtures', may: [] },
  { folder: 'scripts', may: ['main', 'drivers', 'models', 'fixtures', 'renderer'] },
  // The guest and what is plugged into it; nothing of the program knows it.
  { folder: 'lab', may: ['main', 'drivers', 'models', 'fixtures'] },
  { folder: 'bench', may: ['main', 'drivers', 'models', 'fixtures', 'scripts'] },
  { folder: 'e2e', may: ['main', 'drivers', 'models', 'fixtures', 'scripts', 'renderer', 'bench'] },
];

/** Packages that belong to one place, wherever else imports are free: native libraries and Electron's own values. */
export const packageHomes: Readonly<Record<string, readonly string[]>> = {
  electron: ['main/shell/electron/main.ts', 'main/shell/electron/preload.ts'],
  serialport: ['drivers'],
  smartcard: ['drivers/kit/pcsc'],
  usb: ['drivers/kit/usb'],
  'node-hid': ['drivers/kit/hid'],
  koffi: ['drivers'],
  'onnxruntime-node': ['models'],
  '@techstark/opencv-js': ['drivers/kit/image'],
  opencv4nodejs: ['drivers/kit/image', 'scripts'],
  ws: ['main/shell/browser'],
  birpc: ['main/workers'],
  xstate: ['main/session', 'main/app'],
  pino: ['main/log'],
};
