import { type FuseConfig, FuseV1Options, FuseVersion } from '@electron/fuses';

/**
 * Switches inside Electron's binary, flipped after packing and before signing (facts: item 19). A test build differs in
 * one: Playwright needs the inspector to connect.
 */
export function fuseConfig(testBuild: boolean): FuseConfig<boolean> {
  return {
    version: FuseVersion.V1,
    strictlyRequireAllFuses: true,
    [FuseV1Options.RunAsNode]: false,
    [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
    [FuseV1Options.EnableNodeCliInspectArguments]: testBuild,
    [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    [FuseV1Options.EnableCookieEncryption]: true,
    [FuseV1Options.OnlyLoadAppFromAsar]: true,
    [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
    // The image library is WebAssembly; without the trap handlers its bounds checks cost speed.
    [FuseV1Options.WasmTrapHandlers]: true,
  };
}
