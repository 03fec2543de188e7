import { test } from '../support/test.ts';

const faults: readonly { readonly fault: string; readonly says: RegExp }[] = [
  { fault: 'black', says: /镜头暂时用不了|这里有点暗|请您坐着，看着镜头/ },
  { fault: 'garbage', says: /镜头暂时用不了/ },
  { fault: 'silent', says: /镜头暂时用不了/ },
];

test('what the camera does wrong is told as what it is, and the check goes on when it is over', async ({
  kiosk,
}) => {
  await kiosk.stands('frontal');
  await kiosk.toFace('wang-guizhi');
  for (const { fault, says } of faults) {
    await kiosk.cameraFault(fault);
    await kiosk.says(says, 60_000);
    await kiosk.cameraFault(null);
    await kiosk.says(/很好，请保持不动|请慢慢向/, 60_000);
  }
  await kiosk.leave();
});
