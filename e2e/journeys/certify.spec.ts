import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { people } from '../../fixtures/people/people.ts';
import { expect, test } from '../support/test.ts';

test('a person who is due certifies alone: card, face, result, slip, card back, clean screen', async ({
  kiosk,
  terminal,
}) => {
  await kiosk.toStanding('wang-guizhi');
  await kiosk.says('王奶奶');
  await kiosk.touch('continue');
  await kiosk.sees('consent');
  await kiosk.touch('agree');
  await kiosk.sees('face');
  await kiosk.sees('result', 60_000);
  await kiosk.says('您的认证办好了');
  await expect(kiosk.page.locator('.dock-slips img').first()).toBeVisible({ timeout: 30_000 });
  await kiosk.finish();
  await expect(kiosk.page.locator('.shell')).not.toContainText('王');

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
});

test('the same person a second time is told that nothing is to do', async ({ kiosk }) => {
  await kiosk.toFace('wang-guizhi');
  await kiosk.sees('result', 60_000);
  await kiosk.finish();
  await kiosk.toStanding('wang-guizhi');
  await kiosk.says('您今年已经认证好了');
  await kiosk.touch('continue');
  await kiosk.sees('takeCard');
});

const standings: readonly { readonly card: string; readonly says: string }[] = [
  { card: 'sun-defu', says: '您今年已经认证好了' },
  { card: 'chen-wanli', says: '您今年不用办了' },
  { card: 'wei-guoliang', says: '暂停' },
  { card: 'shen-haiqing', says: '您的资料需要工作人员核对' },
  { card: 'han-chunmei', says: '这项要由人工来办' },
  { card: 'yang-tiezhu', says: '您的认证资料要再查一查' },
  { card: 'zhu-aizhen', says: '这张卡要由人工看一看' },
];
for (const { card, says } of standings) {
  test(`the standing of ${card} is told, and the card comes back`, async ({ kiosk }) => {
    await kiosk.toStanding(card);
    await kiosk.says(says);
    await kiosk.touch('bar.leave');
    await kiosk.seesOverlay('leave');
    await kiosk.touch('confirmLeave');
    await kiosk.sees('takeCard');
    await kiosk.removeCard();
    await kiosk.sees('goodbye');
  });
}
