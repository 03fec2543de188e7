import { FACE_LIMIT_MS } from '../support/kiosk.ts';
import { test } from '../support/test.ts';

/** What stands before the camera, and what the person is told about it while the check goes on. */
const guided: readonly { readonly source: string; readonly says: string }[] = [
  { source: 'nobody', says: '请您坐着，看着镜头' },
  { source: 'far', says: '离得有点远，请靠近一点' },
  { source: 'dark', says: '这里有点暗，请脸朝亮处' },
  { source: 'bright', says: '这里光太亮，请脸避开光' },
  { source: 'covered', says: '脸挡住了，请取下口罩帽子' },
  { source: 'twoPeople', says: '请旁边的人先让一让' },
];

for (const half of [guided.slice(0, 3), guided.slice(3)])
  test(`the camera guides: ${half.map(({ source }) => source).join(', ')}, and then all is well`, async ({
    kiosk,
  }) => {
    await kiosk.stands(half[0]?.source ?? '');
    await kiosk.toFace('wang-guizhi');
    for (const { source, says } of half) {
      await kiosk.stands(source);
      await kiosk.says(says, 60_000);
    }
    await kiosk.stands('frontal');
    await kiosk.says(/很好，请保持不动|请慢慢向/, 60_000);
    await kiosk.leave();
  });

const heights = [
  { source: 'low', isThere: (middle: number) => middle > 0.54 },
  { source: 'high', isThere: (middle: number) => middle < 0.46 },
] as const;

for (const { source, isThere } of heights)
  test(`the picture goes to the face, seated or standing: ${source}`, async ({ kiosk, line }) => {
    await kiosk.stands(source);
    await kiosk.toFace('wang-guizhi');
    await line.until(
      'a crop that went to the face',
      ({ snapshot: { view } }) => view.step === 'face' && isThere(view.crop.y + view.crop.height / 2),
      FACE_LIMIT_MS,
    );
    await kiosk.leave();
  });
