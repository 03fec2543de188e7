import { cameraSource } from '../../main/devices/simulated/camera-sources.ts';

/** Who stands before the camera in the journeys, doing what. Drawn once per machine; afterwards this costs nothing. */
const wanted: readonly (readonly [who: string, ...sources: string[]])[] = [
  [
    'astronaut',
    'nobody',
    'turnBoth',
    'frontal',
    'far',
    'dark',
    'bright',
    'covered',
    'twoPeople',
    'low',
    'high',
  ],
  ['head:li-changshun', 'stranger', 'turnBoth'],
  ['head:lu-shangzhen', 'turnBoth', 'frontal'],
  ['head:zhao-xiulan', 'turnBoth', 'frontal', 'approach'],
  ['head:maria-2023', 'turnBoth', 'frontal'],
  ['head:ouyang-wenbo', 'turnBoth', 'frontal'],
  ...[
    'zhang-yan',
    'kong-ji',
    'zhu-aizhen',
    'leung-waihan',
    'ivanov-2017',
    'he-jianguo',
    'cao-yumei',
    'chu-fengying',
    'wei-guoliang',
    'aynur',
  ].map((id) => [`head:${id}`, 'turnBoth'] as const),
];

/** Two at a time, as the smallest machine has two cores. */
export default async function drawClips(): Promise<void> {
  const queue = wanted.flatMap(([who, ...sources]) => sources.map((source) => ({ who, source })));
  const draw = async (): Promise<void> => {
    for (let next = queue.shift(); next; next = queue.shift()) await cameraSource(next.source, next.who);
  };
  await Promise.all([draw(), draw()]);
}
