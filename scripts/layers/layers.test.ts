import { expect, it } from 'vitest';
import { layerBreaches } from './check.ts';

const breach = (path: string, text: string): string[] => layerBreaches([{ path, text }]);

it.each([
  ['renderer/kiosk/a.tsx', "import { x } from '../../main/session/visit.ts';"],
  ['renderer/kiosk/a.tsx', "import type { Core } from '../../main/shell/core.ts';"],
  ['renderer/kiosk/a.tsx', "import { b } from '../assist/b.tsx';"],
  ['renderer/kiosk/a.tsx', "import fs from 'node:fs';"],
  ['main/contract/a.ts', "import { x } from '../ports/clock.ts';"],
  ['main/contract/a.ts', "import { readFileSync } from 'node:fs';"],
  ['main/ports/a.ts', "import { x } from '../devices/reader.ts';"],
  ['main/session/a.ts', "import { x } from '../ledger/ledger.ts';"],
  ['main/session/a.ts', "import { x } from '../../drivers/kit/result.ts';"],
  ['main/session/a.ts', "import { setTimeout } from 'node:timers/promises';"],
  ['main/devices/a.ts', "import { x } from '../../models/detector/run.ts';"],
  ['main/devices/a.ts', "import { x } from '../session/visit.ts';"],
  ['main/biometrics/a.ts', "import { x } from '../../drivers/camera/driver.ts';"],
  ['main/ledger/a.ts', "import { x } from '../authority/embedded/rules.ts';"],
  ['main/ledger/a.ts', "import { people } from '../../fixtures/people/people.ts';"],
  ['main/app/a.ts', "import { x } from '../shell/browser/start.ts';"],
  ['main/shell/browser/a.ts', "import { x } from '../../session/visit.ts';"],
  ['main/shell/electron/a.ts', "import { app } from 'electron';"],
  ['main/app/a.ts', "const { app } = await import('electron');"],
  ['drivers/id-card/a.ts', "import { x } from '../../main/contract/failure.ts';"],
  ['drivers/id-card/a.ts', "import { x } from '../printer/printer.ts';"],
  ['drivers/id-card/a.ts', "export * from '../../models/kit/onnx.ts';"],
  ['drivers/id-card/sdt/driver/a.ts', "import { people } from '../../../../fixtures/people/people.ts';"],
  ['models/facemesh/a.ts', "import { x } from '../blazeface/blazeface.ts';"],
  ['models/pose/a.ts', "import { x } from '../../drivers/kit/serial-transport.ts';"],
  ['fixtures/a.ts', "import { x } from '../main/contract/person.ts';"],
  ['main/app/a.ts', "import { SerialPort } from 'serialport';"],
  ['main/app/a.ts', "import { fakeCore } from '../shell/testing/fake-core.ts';"],
  ['elsewhere/a.ts', "import { x } from './b.ts';"],
  ['main/app/a.ts', 'import { from from from;'],
])('%s may not say %s', (path, text) => {
  expect(breach(path, text)).toHaveLength(1);
});

it.each([
  ['renderer/kiosk/a.tsx', "import { x } from '../../main/contract/snapshot.ts'; import './a.css';"],
  ['main/session/a.ts', "import { setup } from 'xstate'; import type { C } from '../ports/clock.ts';"],
  ['main/biometrics/a.ts', "import { x } from '../../models/kit/onnx.ts';"],
  ['main/shell/electron/a.ts', "import type { app } from 'electron';"],
  ['main/shell/electron/main.ts', "import { app } from 'electron';"],
  ['drivers/id-card/sdt/simulator/a.ts', "import { people } from '../../../../fixtures/people/people.ts';"],
  [
    'models/pose/a.ts',
    "import { ok } from '../../drivers/kit/result.ts'; import { t } from '../kit/tensor.ts';",
  ],
  ['main/ledger/a.test.ts', "import { people } from '../../fixtures/people/people.ts';"],
  ['main/cli/a.ts', "import { d } from '../../drivers/id-card/reader.ts';"],
])('%s may say %s', (path, text) => {
  expect(breach(path, text)).toEqual([]);
});

it('finds rings of values, and lets rings of types be', () => {
  const ring = [
    { path: 'drivers/kit/a.ts', text: "import { b } from './b.ts';" },
    { path: 'drivers/kit/b.ts', text: "import { c } from './c.ts';" },
    { path: 'drivers/kit/c.ts', text: "import { a } from './a.ts';" },
  ];
  expect(layerBreaches(ring)).toEqual([
    'import ring: drivers/kit/a.ts -> drivers/kit/b.ts -> drivers/kit/c.ts',
  ]);
  expect(
    layerBreaches([
      ...ring.slice(0, 2),
      { path: 'drivers/kit/c.ts', text: "import type { A } from './a.ts';" },
    ]),
  ).toEqual([]);
});
