import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { people } from '../../fixtures/people/people.ts';
import { FACE_LIMIT_MS } from '../support/kiosk.ts';
import { expect, test } from '../support/test.ts';

// As a newcomer finds it: nothing shortened.
test.use({ config: {}, viewport: { width: 1080, height: 1920 } });

test('a person who is due certifies alone: card, face, result, slip, card back, clean screen', async ({
  kiosk,
  terminal,
}) => {
  await kiosk.sees('welcome');
  await kiosk.toStanding('wang-guizhi');
  await kiosk.says('王奶奶');
  await kiosk.touch('continue');
  await kiosk.sees('consent');
  await kiosk.touch('agree');
  await kiosk.sees('face');
  await kiosk.says('模拟核对');
  await kiosk.sees('result', FACE_LIMIT_MS);
  await kiosk.says('您的认证办好了');
  await kiosk.says('下次办理');
  await kiosk.finish();
  await kiosk.saysNot('王');

  // Nothing of anybody may stand in the log, nor readable in the ledger.
  const files = readdirSync(terminal.stateDir).filter((name) => name.startsWith('ledger'));
  const kept = files
    .map((name) => readFileSync(path.join(terminal.stateDir, name)).toString('latin1'))
    .join('');
  for (const { name, idNumber } of people) {
    expect(terminal.log()).not.toContain(name);
    expect(terminal.log()).not.toContain(idNumber);
    expect(kept).not.toContain(Buffer.from(name).toString('latin1'));
    expect(kept).not.toContain(idNumber);
  }

  // The same person a second time is told that nothing is to do.
  await kiosk.toStanding('wang-guizhi');
  await kiosk.says('您今年已经认证好了');
  await kiosk.touch('continue');
  await kiosk.handBackCard();
});
