import { captureFrame } from '../fixtures/finger-vein/capture.ts';
import { extractVeins } from '../models/finger-vein/extract.ts';
import { FingerEnrolment } from '../models/finger-vein/finger-enrolment.ts';
import { FingerTry } from '../models/finger-vein/finger-try.ts';
import { presentationChecks } from '../models/finger-vein/presentation.ts';
import type { VeinMap } from '../models/finger-vein/vein-map.ts';
import type { Figure, Measurement } from './kit/figure.ts';
import { spread } from './kit/statistics.ts';

const FINGERS = 6;
const geometry = { axis: 'horizontal', fingerWidth: 150, length: 300, roi: 'find' } as const;

/** Enrolling two fingers and trying them, as the vision worker does it, without a scanner and a person; one thread. */
export const measure: Measurement = async () => {
  const steps: number[] = [];
  const lasts: number[] = [];
  const opened: number[] = [];
  const tries: number[] = [];
  let others: readonly VeinMap[] = [];
  // The first finger warms up; every second one is enrolled beside another, as the second of a person.
  for (let finger = -1; finger < FINGERS; finger++) {
    const enrolment = new FingerEnrolment(others.map(copied));
    let maps: readonly VeinMap[] | null = null;
    for (let capture = 0; maps === null; capture++) {
      const frame = captureFrame({ finger: 700 + finger, capture });
      const cpu = cpuOf(() => {
        const checks = presentationChecks(frame, []);
        const { end } = enrolment.add(extractVeins(frame, geometry), checks.length === 0);
        if (end?.kind === 'again') throw new Error(`an invented finger is ${end.problem}`);
        if (end) ({ maps } = end);
      });
      if (finger >= 0) (maps === null ? steps : lasts).push(cpu);
    }
    let attempt: FingerTry | null = null;
    const stored = [...maps, ...others].map(copied);
    const opening = cpuOf(() => {
      attempt = new FingerTry(stored);
    });
    const frame = captureFrame({ finger: 700 + finger, capture: 50 });
    const trying = cpuOf(() => attempt?.look(extractVeins(frame, geometry), presentationChecks(frame, [])));
    if (finger >= 0 && others.length > 0) {
      opened.push(opening);
      tries.push(trying);
    }
    others = others.length === 0 ? maps : [];
  }
  return [
    figure('one capture of an enrolment, CPU', steps),
    figure('the last capture with the decision, CPU', lasts, 300),
    figure('ten opened templates made ready, CPU', opened),
    figure('a try against ten templates, CPU', tries),
  ];
};

/** A try and an enrolment overwrite what they were given. */
const copied = (map: VeinMap): VeinMap => ({ ...map, quarters: map.quarters.slice() });

/** Milliseconds of this process. */
function cpuOf(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

function figure(name: string, values: readonly number[], most?: number): Figure {
  const goal =
    most === undefined
      ? {}
      : { goal: { on: 'median', reference: most, most: 1, words: `<= ${most} ms, one core` } as const };
  return { name, unit: 'ms', ...spread(values), ...goal };
}
