import { scanCodeOnce } from '../../drivers/code-scanner/scan-once.ts';
import { namedScanner, type ScannerSpeech, scannerAt } from '../../drivers/code-scanner/scanner-at.ts';
import type { Candidate } from '../../drivers/kit/discovery/candidate.ts';
import { choose } from '../../drivers/kit/discovery/choose.ts';
import { loadFingerprints } from '../../drivers/kit/discovery/fingerprint-files.ts';
import { parsePortName } from '../../drivers/kit/discovery/port-name.ts';
import { rank } from '../../drivers/kit/discovery/score.ts';
import { ok, type Result } from '../contract/failure.ts';
import { machine } from '../devices/device-lines.ts';
import { oneOf, readArguments, wholeNumber } from './arguments.ts';
import type { Command } from './command.ts';
import { UsageError } from './usage.ts';

const DEFAULT_TIMEOUT_MS = 15_000;

/**
 * `yinling scan-code`: one code from a scanner that types or speaks HID POS, by its name or by its fingerprint. Tells how long the
 * code is and whether it is all digits.
 */
export const scanCodeCommand: Command = async (args, signal) => {
  const { values } = readArguments(args, {
    port: 'string',
    fingerprints: 'string',
    end: 'string',
    'data-at': 'string',
    timeout: 'string',
  });
  const port = values.port === undefined ? undefined : parsePortName(values.port);
  if (port === null || port?.kind === 'serial')
    throw new UsageError('--port takes usb:VID:PID[:SERIAL] or hid:VID:PID[:SERIAL]');
  const end = values.end === undefined ? undefined : oneOf(values.end, 'end', ['enter', 'tab', 'silence']);
  const data = values['data-at'] === undefined ? undefined : oneOf(values['data-at'], 'data-at', ['5', '2']);
  const dataAt = data && (Number(data) as 2 | 5);
  const timeoutMs = wholeNumber(values.timeout, 'timeout', 100, 3_600_000) ?? DEFAULT_TIMEOUT_MS;

  const world = machine();
  const plugged = await world.plugged.list();
  const way = port ? namedWay(plugged, port) : knownWay(plugged, values.fingerprints);
  if (!way.ok) return way;
  const speech = { end: end ?? way.value.speech.end, dataAt: dataAt ?? way.value.speech.dataAt };
  const scanner = scannerAt(way.value.candidate, speech, world);
  return scanner.ok ? scanCodeOnce({ scanner: scanner.value, timeoutMs, signal }) : scanner;
};

interface Way {
  readonly candidate: Candidate;
  readonly speech: ScannerSpeech;
}

function namedWay(plugged: readonly Candidate[], port: Parameters<typeof namedScanner>[1]): Result<Way> {
  const named = namedScanner(plugged, port);
  return named.ok ? ok({ candidate: named.value, speech: {} }) : named;
}

function knownWay(plugged: readonly Candidate[], dir: string | undefined): Result<Way> {
  const chosen = choose('codeScanner', rank(loadFingerprints(dir).fingerprints, plugged));
  if (!chosen.ok) return chosen;
  const { candidate, fingerprint } = chosen.value.match;
  return ok({ candidate, speech: fingerprint.options });
}
