import { people } from '../../fixtures/people/people.ts';
import { cameraSource, DEFAULT_SOURCE } from '../../main/devices/simulated/camera-sources.ts';

/** Whose card lies on the reader in the lab's visit. */
export const VISITOR = 'wang-guizhi';

/** Draws what the camera shows of the visitor, once per machine: on the host, for the guest would take minutes. */
export async function drawVisitor(): Promise<void> {
  const portrait = people.find(({ id }) => id === VISITOR)?.portrait;
  if (!portrait) throw new Error(`nobody called ${VISITOR} who can be seen`);
  await cameraSource(DEFAULT_SOURCE, portrait);
}
