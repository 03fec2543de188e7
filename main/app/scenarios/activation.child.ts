import { writeSync } from 'node:fs';
import { activate } from '../testing/activation-customer.ts';
import { startLiveCore } from '../testing/live-core.ts';

/**
 * The whole terminal in a process that activation-killed.test.ts kills: one activation on the state folder it is given.
 * It tells on stdout how the items stand, at once.
 */
const [stateDir, card] = process.argv.slice(2) as [string, string];
const tell = (line: string): void => void writeSync(1, `${line}\n`);
const live = await startLiveCore({ stateDir });
tell(`workers ${[...live.pids.values()].join(' ')}`);
await activate(live, {
  card,
  watch: ({ view }) => {
    if (view.step === 'activating')
      for (const { item, outcome } of view.items) tell(`item ${item} ${outcome.state}`);
    return undefined;
  },
});
tell('over');
await new Promise(() => undefined);
