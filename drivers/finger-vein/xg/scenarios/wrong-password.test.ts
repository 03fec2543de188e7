import { expect, test } from 'vitest';
import { SerialTransport } from '../../../kit/serial-transport.ts';
import { XgScanner } from '../driver/xg-scanner.ts';
import { scenario } from './scenario.ts';

const at = scenario({ password: 'Cabinet-7' });

test('another password is E2608: a matter of configuration', async () => {
  expect(await at.scanner.open()).toMatchObject({ error: { code: 'E2608', action: 'configuration' } });
  expect(at.scanner.status()).toMatchObject({ state: 'hardwareError', errorCode: 'E2608' });
  expect(await at.scanner.fingerPresent()).toMatchObject({ error: { code: 'E2608' } });
  await at.scanner.close();
  const right = new XgScanner({ line: new SerialTransport(at.simulator.path), password: 'Cabinet-7' });
  expect((await right.open()).ok).toBe(true);
  expect(await right.setPassword('short')).toMatchObject({ error: { code: 'E2610' } });
  expect((await right.setPassword('Cabinet-8')).ok).toBe(true);
  await right.close();
  const next = new XgScanner({ line: new SerialTransport(at.simulator.path), password: 'Cabinet-8' });
  expect((await next.open()).ok).toBe(true);
  await next.close();
});

test('a password that no module can have is a bug of whoever wrote the configuration', () => {
  expect(() => new XgScanner({ line: new SerialTransport('/dev/null'), password: '密码' })).toThrow(
    RangeError,
  );
});
