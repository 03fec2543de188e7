import path from 'node:path';
import { flipFuses } from '@electron/fuses';
import { fuseConfig } from '../../main/shell/electron/fuses.ts';

/**
 * electron-builder calls this after packing and before signing. YINLING_TEST_BUILD=1 leaves the inspector on for tests
 * that drive the packed program; such a build must not be delivered.
 * @param {import('electron-builder').AfterPackContext} context
 */
export default async function afterPack(context) {
  const { electronPlatformName, appOutDir, packager } = context;
  const name = packager.executableName ?? packager.appInfo.productFilename;
  const product = packager.appInfo.productFilename;
  const binary = {
    linux: path.join(appOutDir, name),
    win32: path.join(appOutDir, `${product}.exe`),
    darwin: path.join(appOutDir, `${product}.app`),
  }[electronPlatformName];
  await flipFuses(binary, fuseConfig(process.env.YINLING_TEST_BUILD === '1'));
}
