/// <reference lib="dom" />
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { FACE_LIMIT_MS, type Kiosk } from '../support/kiosk.ts';
import { expect, test } from '../support/test.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const sizes = [
  { width: 540, height: 960 },
  { width: 960, height: 540 },
];

interface AxeWindow {
  axe?: {
    run(
      context: string,
      options: unknown,
    ): Promise<{ violations: { id: string; nodes: { target: unknown; failureSummary?: string }[] }[] }>;
  };
}

/** What axe finds on the screen as it stands, at each size. */
async function look({ page }: Kiosk, step: string): Promise<string[]> {
  const found: string[] = [];
  for (const size of sizes) {
    await page.setViewportSize(size);
    if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe);
    const violations = await page.evaluate(async () => {
      // Colours are judged when they have come to rest, not half-way through a fade.
      await Promise.all(
        document
          .getAnimations()
          .filter((animation) => Number.isFinite(animation.effect?.getComputedTiming().endTime))
          .map((animation) => animation.finished.catch(() => null)),
      );
      return (
        (
          await (window as unknown as AxeWindow).axe?.run('.shell', {
            rules: { 'color-contrast-enhanced': { enabled: true } },
          })
        )?.violations ?? []
      );
    });
    for (const { id, nodes } of violations)
      found.push(
        `${step} ${size.width}: ${id} ${nodes.map((node) => `${node.target} ${node.failureSummary}`).join(' | ')}`,
      );
  }
  return found;
}

test('axe finds nothing on any live screen of a visit, at two sizes', async ({ kiosk, line }) => {
  test.setTimeout(420_000);
  const found: string[] = [];
  const see = async (name: string): Promise<void> => {
    found.push(...(await look(kiosk, name)));
  };
  await see('welcome');
  await kiosk.touch('begin');
  await kiosk.sees('placeCard');
  await see('placeCard');
  await kiosk.stands('stranger');
  await kiosk.toStanding('cao-yumei');
  await see('standing');
  await kiosk.touch('bar.help');
  await kiosk.seesOverlay('help');
  await see('help');
  await kiosk.touch('cancelHelp');
  await kiosk.sees('standing');
  await kiosk.touch('bar.leave');
  await kiosk.seesOverlay('leave');
  await see('leave');
  await kiosk.touch('stay');
  await kiosk.sees('standing');
  await kiosk.touch('continue');
  await kiosk.sees('consent');
  await see('consent');
  await kiosk.touch('agree');
  await kiosk.sees('face');
  await see('face');
  await kiosk.sees('faceAgain', FACE_LIMIT_MS);
  await see('faceAgain');
  await kiosk.stands('turnBoth');
  await kiosk.touch('tryAgain');
  await kiosk.passFace();
  await kiosk.says('凭条打好了', 60_000);
  await see('result');
  await kiosk.takeSlip();
  await kiosk.says('凭条已拿好');
  await kiosk.touch('continue');
  await kiosk.sees('takeCard');
  await see('takeCard');
  await kiosk.removeCard();
  await kiosk.sees('welcome');

  await kiosk.placeCard('xu-jinfeng');
  await kiosk.sees('handover');
  await see('handover');
  await kiosk.finish();

  await kiosk.printerFault('没纸了');
  await kiosk.says('凭条现在打不出来', 60_000);
  await see('no paper');
  await kiosk.plugReader(false);
  await kiosk.says('暂时不能办', 60_000);
  await see('closed');
  expect(line.told.snapshot.notice).not.toBeNull();
  expect(found).toEqual([]);
});
