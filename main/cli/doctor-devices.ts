import { accessSync, constants } from 'node:fs';
import { knownInput } from '../../drivers/camera/found-camera.ts';
import { choose, type Wish } from '../../drivers/kit/discovery/choose.ts';
import type { DeviceKind } from '../../drivers/kit/discovery/fingerprint.ts';
import { loadFingerprints } from '../../drivers/kit/discovery/fingerprint-files.ts';
import { rank } from '../../drivers/kit/discovery/score.ts';
import type { Config } from '../app/config.ts';
import { machine } from '../devices/device-lines.ts';
import { lineConfig } from './device-checks.ts';
import { type Finding, fine, wrong } from './findings.ts';

/** Where the configuration says that a device is: a file of the system, or whatever fits. */
type Place =
  | { readonly port: string }
  | { readonly kind: DeviceKind; readonly wish: Wish; readonly protocol: string | undefined };
interface At {
  readonly port?: string | undefined;
  readonly found?: Wish | undefined;
}

/** Whether each configured device is there and may be opened; nothing is opened, so a running terminal is not disturbed. */
export async function checkDevices(config: Config): Promise<Finding[]> {
  const places = placesOf(config);
  const searched = places.some(([, place]) => 'kind' in place);
  const plugged = searched ? await machine().plugged.list() : [];
  const known = searched ? loadFingerprints(config.fingerprints ?? undefined).fingerprints : [];
  const findings = places.map(([device, place]): Finding => {
    if ('port' in place) return portFinding(device, place.port);
    // Of a kind with several drivers only what the configured one speaks to, as the terminal itself looks for it.
    const { protocol } = place;
    const fitting = known.filter(({ options }) => (options.protocol ?? protocol) === protocol);
    const chosen = choose(place.kind, rank(protocol === undefined ? known : fitting, plugged), place.wish);
    if (chosen.ok) return fine(device, `found: ${chosen.value.match.fingerprint.id}`);
    const next = 'plug it in, or name it in the configuration; yinling devices --json shows what is there';
    return wrong(device, `${chosen.error.message} (${chosen.error.code})`, next);
  });
  return [...findings, ...cameraFinding(config)];
}

function placesOf(config: Config): [string, Place][] {
  const places: [string, Place][] = [];
  const add = (device: string, kind: DeviceKind, at: At, protocol?: string): void => {
    if (at.port !== undefined) places.push([device, { port: at.port }]);
    else if (at.found) places.push([device, { kind, wish: at.found, protocol }]);
  };
  const { idCard, printer, pinPad, fingerVein, lights } = config;
  for (const [device, kind, at] of [
    ['reader', 'idCard', lineConfig(idCard)],
    ['printer', 'printer', lineConfig(printer)],
  ] as const)
    if (at) add(device, kind, at);
  if (pinPad.kind === 'serial') places.push(['pinPad', { port: pinPad.port }]);
  if (fingerVein.kind === 'xg' || fingerVein.kind === 'hitachi')
    add('fingerVein', 'fingerVein', fingerVein, fingerVein.kind);
  if (lights.kind === 'lcus') add('lights', 'lights', lights, 'lcus');
  if (lights.kind === 'hidRelay') {
    const { kind: _, channels: __, ...wish } = lights;
    add('lights', 'lights', { found: wish }, 'hidRelay');
  }
  return places;
}

function portFinding(device: string, port: string): Finding {
  // On Windows a port is no file.
  if (process.platform === 'win32') return fine(device, `configured at ${port}`);
  try {
    accessSync(port, constants.R_OK | constants.W_OK);
    return fine(device, `${port} may be opened`);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return code === 'EACCES' || code === 'EPERM'
      ? wrong(
          device,
          `${port}: no permission`,
          'install the udev rules of scripts/lockdown, or join the group of the port',
        )
      : wrong(device, `${port} is not there`, 'plug the device in, or correct the port in the configuration');
  }
}

function cameraFinding({ camera }: Config): Finding[] {
  if (camera.kind !== 'v4l2' && camera.kind !== 'found') return [];
  const input = knownInput(camera);
  if (!input.ok)
    return [
      wrong(
        'camera',
        `${input.error.message} (${input.error.code})`,
        'plug the camera in, or name it in the configuration',
      ),
    ];
  return input.value.kind === 'v4l2' ? [portFinding('camera', input.value.device)] : [];
}
