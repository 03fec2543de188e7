import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { auxiliaryErrors } from '../drivers/auxiliaries/errors.ts';
import { cameraErrors } from '../drivers/camera/errors.ts';
import { codeScannerErrors } from '../drivers/code-scanner/errors.ts';
import { idCardErrors } from '../drivers/id-card/errors.ts';
import { fingerVeinErrors } from '../drivers/finger-vein/errors.ts';
import { transportErrors } from '../drivers/kit/errors.ts';
import type { ErrorRow } from '../drivers/kit/result.ts';
import { pinPadErrors } from '../drivers/pin-pad/errors.ts';
import { pcscErrors } from '../drivers/kit/pcsc/errors.ts';
import { printerErrors } from '../drivers/printer/errors.ts';
import { socialCardErrors } from '../drivers/social-card/errors.ts';
import { cardServiceErrors } from '../main/authority/cards/errors.ts';
import { authorityErrors } from '../main/authority/errors.ts';
import { sealedListErrors } from '../main/authority/sealed-list/errors.ts';
import { bankErrors } from '../main/bank/errors.ts';
import { appErrors } from '../main/contract/errors/app-codes.ts';
import { appErrorTexts } from '../main/contract/errors/app.ts';
import { authorityErrorTexts } from '../main/contract/errors/authority.ts';
import { auxiliaryErrorTexts } from '../main/contract/errors/auxiliaries.ts';
import { bankErrorTexts } from '../main/contract/errors/bank.ts';
import { cameraErrorTexts } from '../main/contract/errors/camera.ts';
import { cardServiceErrorTexts } from '../main/contract/errors/card-service.ts';
import { codeScannerErrorTexts } from '../main/contract/errors/code-scanner.ts';
import { fingerVeinErrorTexts } from '../main/contract/errors/finger-vein.ts';
import { idCardErrorTexts } from '../main/contract/errors/id-card.ts';
import { ledgerErrorTexts } from '../main/contract/errors/ledger.ts';
import { pinPadErrorTexts } from '../main/contract/errors/pin-pad.ts';
import { printerErrorTexts } from '../main/contract/errors/printer.ts';
import { sealedListErrorTexts } from '../main/contract/errors/sealed-list.ts';
import { socialCardErrorTexts } from '../main/contract/errors/social-card.ts';
import { transportErrorTexts } from '../main/contract/errors/transport.ts';
import { visionErrorTexts } from '../main/contract/errors/vision.ts';
import { voiceErrors } from '../main/contract/errors/voice-codes.ts';
import { voiceErrorTexts } from '../main/contract/errors/voice.ts';
import { ledgerErrors } from '../main/ledger/errors.ts';
import { visionErrors } from '../models/errors.ts';

type Texts = Readonly<Record<string, { senior: string; assistant: string; technician: string }>>;

/** Every area of numbered errors with its explanations; docs/errors.md is made from this. */
export const errorAreas: readonly {
  readonly title: string;
  readonly rows: Readonly<Record<string, ErrorRow>>;
  readonly texts: Texts;
}[] = [
  { title: 'E1xxx: the wire to a device', rows: transportErrors, texts: transportErrorTexts },
  { title: 'E2xxx: ID-card reader', rows: idCardErrors, texts: idCardErrorTexts },
  {
    title: 'E25xx: social-security card',
    rows: { ...pcscErrors, ...socialCardErrors },
    texts: socialCardErrorTexts,
  },
  { title: 'E26xx: finger-vein scanner', rows: fingerVeinErrors, texts: fingerVeinErrorTexts },
  { title: 'E27xx: scanner of QR codes', rows: codeScannerErrors, texts: codeScannerErrorTexts },
  { title: 'E28xx: PIN pad', rows: pinPadErrors, texts: pinPadErrorTexts },
  { title: 'E29xx: lights and sensor for persons', rows: auxiliaryErrors, texts: auxiliaryErrorTexts },
  { title: 'E3xxx: camera', rows: cameraErrors, texts: cameraErrorTexts },
  { title: 'E4xxx: receipt printer', rows: printerErrors, texts: printerErrorTexts },
  { title: 'E5xxx: face and models', rows: visionErrors, texts: visionErrorTexts },
  { title: 'E60xx: pension authority', rows: authorityErrors, texts: authorityErrorTexts },
  { title: 'E61xx: card service', rows: cardServiceErrors, texts: cardServiceErrorTexts },
  { title: 'E62xx: bank', rows: bankErrors, texts: bankErrorTexts },
  { title: 'E63xx: list of sealed cards', rows: sealedListErrors, texts: sealedListErrorTexts },
  { title: 'E7xxx: ledger', rows: ledgerErrors, texts: ledgerErrorTexts },
  { title: 'E8xxx: voice and slips', rows: voiceErrors, texts: voiceErrorTexts },
  { title: 'E9xxx: workers, screens, set-up', rows: appErrors, texts: appErrorTexts },
];

export const errorsDocPath = path.join(import.meta.dirname, '..', 'docs', 'errors.md');

/** The text of docs/errors.md; a test compares the two. */
export function errorsDoc(): string {
  const areas = errorAreas.map(({ title, rows, texts }) => {
    const lines = Object.entries(rows).map(
      ([code, { name, action, cause }]) =>
        `| ${code} | ${name} | ${action} | ${cause} | ${texts[code]?.senior ?? ''} | ${texts[code]?.assistant ?? ''} | ${texts[code]?.technician ?? ''} |`,
    );
    return `## ${title}

| code | name | action | cause | 长者看到 | 助老员看什么 | 技术员查什么 |
| --- | --- | --- | --- | --- | --- | --- |
${lines.join('\n')}
`;
  });
  return `# Error codes

Made by \`node scripts/make-errors-doc.ts\` from the error tables; do not edit. Actions are those of XFS4IoT: reset
(recovers by itself), clear (branch staff), maintenance (engineer), suspend (the device recovers), configuration.

${areas.join('\n')}`;
}

if (import.meta.main) writeFileSync(errorsDocPath, errorsDoc());
