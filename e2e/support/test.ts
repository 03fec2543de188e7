import { test as base } from '@playwright/test';
import { Kiosk } from './kiosk.ts';
import { startTerminal, type Terminal } from './terminal.ts';

/** Each test gets a terminal of its own, so that no fault of one test is found by the next. */
export const test = base.extend<{
  config: Readonly<Record<string, unknown>>;
  terminal: Terminal;
  kiosk: Kiosk;
}>({
  config: [{}, { option: true }],
  terminal: async ({ config }, use) => {
    const terminal = await startTerminal(config);
    await use(terminal);
    await terminal.stop();
  },
  kiosk: async ({ page, terminal }, use) => {
    const kiosk = new Kiosk(page);
    await kiosk.open(terminal.url);
    await use(kiosk);
  },
});
export { expect } from '@playwright/test';
