import { describe, expect, test } from 'vitest';
import { entered, pan, scenario, sessionKeyUnder } from './scenario.ts';

describe('a pad with its master key', () => {
  const at = scenario();

  test('refuses a session key whose check value is another (wrapped under another master key): E2813', async () => {
    await at.pad.open();
    const wrong = { ...sessionKeyUnder('SM4'), kcv: '000000' };
    expect(await at.pad.loadSessionKey(wrong)).toMatchObject({
      error: { code: 'E2813', action: 'maintenance' },
    });
    expect((await at.pad.loadSessionKey(sessionKeyUnder('SM4'))).ok).toBe(true);
  });

  test('a pad that took another key than it was given is not used', async () => {
    await at.pad.open();
    at.simulator.inject({ fault: 'wrongKcv', on: 'loadKey', times: 1 });
    expect(await at.pad.loadSessionKey(sessionKeyUnder('SM4'))).toMatchObject({ error: { code: 'E2813' } });
    const id = await entered(at, '271828');
    expect(await at.pad.pinBlock(id, { format: 4, pan })).toMatchObject({ error: { code: 'E2812' } });
  });

  test('no block is made under a key that has changed since it was loaded', async () => {
    await at.pad.open();
    await at.pad.loadSessionKey(sessionKeyUnder('SM4'));
    const id = await entered(at, '271828');
    at.simulator.inject({ fault: 'wrongKcv', on: 'keyCheck', times: 1 });
    expect(await at.pad.pinBlock(id, { format: 4, pan })).toMatchObject({ error: { code: 'E2812' } });
    expect((await at.pad.pinBlock(id, { format: 4, pan })).ok).toBe(true);
  });

  test('a pad whose keys were erased says so', async () => {
    await at.pad.open();
    await at.pad.loadSessionKey(sessionKeyUnder('SM4'));
    const id = await entered(at, '271828');
    at.simulator.inject({ fault: 'keysErased', times: 1 });
    expect(await at.pad.pinBlock(id, { format: 4, pan })).toMatchObject({ error: { code: 'E2812' } });
    expect(await at.pad.loadSessionKey(sessionKeyUnder('SM4'))).toMatchObject({ error: { code: 'E2811' } });
  });
});

describe('a pad fresh from the factory', () => {
  const at = scenario({ masterKey: false });

  test('holds no master key: E2811, for the technician', async () => {
    await at.pad.open();
    expect(await at.pad.keyCheck('master')).toMatchObject({
      error: { code: 'E2811', action: 'maintenance' },
    });
    expect(await at.pad.loadSessionKey(sessionKeyUnder('SM4'))).toMatchObject({ error: { code: 'E2811' } });
  });
});
