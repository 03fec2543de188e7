import { writeSync } from 'node:fs';
import { placeOf, visit } from '../testing/customer.ts';
import { startLiveCore } from '../testing/live-core.ts';

/**
 * The whole terminal in a process that core-killed.test.ts kills: visit after visit on the state folder it is given. It
 * tells on stdout what is on the screen, at once.
 */
const stateDir = process.argv[2] as string;
const tell = (line: string): void => void writeSync(1, `${line}\n`);
const live = await startLiveCore({ stateDir });
tell(`workers ${[...live.pids.values()].join(' ')}`);
for (;;) {
  live.newYear();
  tell('visit');
  await visit(live, {
    card: 'wang-guizhi',
    watch: (snapshot) => {
      tell(`place ${placeOf(snapshot)}`);
      const { view } = snapshot;
      if (view.step === 'result' && view.outcome.kind === 'accepted')
        tell(`accepted ${view.outcome.receiptNumber}`);
    },
  });
}
