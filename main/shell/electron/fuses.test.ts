import { FuseV1Options } from '@electron/fuses';
import { expect, it } from 'vitest';
import { fuseConfig } from './fuses.ts';

it('switches the ways round the lockdown off and the protections on', () => {
  const fuses = fuseConfig(false);
  for (const off of [
    FuseV1Options.RunAsNode,
    FuseV1Options.EnableNodeOptionsEnvironmentVariable,
    FuseV1Options.EnableNodeCliInspectArguments,
    FuseV1Options.GrantFileProtocolExtraPrivileges,
  ]) {
    expect(fuses[off], FuseV1Options[off]).toBe(false);
  }
  for (const on of [
    FuseV1Options.EnableCookieEncryption,
    FuseV1Options.OnlyLoadAppFromAsar,
    FuseV1Options.EnableEmbeddedAsarIntegrityValidation,
  ]) {
    expect(fuses[on], FuseV1Options[on]).toBe(true);
  }
  expect(fuses.strictlyRequireAllFuses).toBe(true);
});

it('leaves a test build the inspector and nothing else', () => {
  expect({ ...fuseConfig(true), [FuseV1Options.EnableNodeCliInspectArguments]: false }).toEqual(
    fuseConfig(false),
  );
});
