import { test as base } from '@playwright/test';
import { CoreLine } from './core-line.ts';
import { Kiosk } from './kiosk.ts';
import { bringToRest } from './rest.ts';
import { startTerminal, type Terminal } from './terminal.ts';

type Config = Readonly<Record<string, unknown>>;

/**
 * The demo terminal with what only costs time made short: fewer and smaller pictures, a short goodbye, and the panel of 21.5
 * inch with a quarter of its pixels, which a browser without a graphics card draws.
 */
export const quickConfig = {
  panelPitchMm: 0.496,
  cameraFormat: { width: 640, height: 480, fps: 6 },
  delays: { goodbye: 2_000 },
} as const;

/** A terminal whose waits for people are the shortest that its table allows, for journeys that sit them out. */
export const impatientConfig = {
  ...quickConfig,
  delays: {
    goodbye: 2_000,
    idle: 60_000,
    stillThere: 20_000,
    takeSlip: 20_000,
    takeCardReminder: 3_000,
    takeCardHelp: 10_000,
    takeCardGiveUp: 30_000,
    leaveQuestion: 10_000,
    placeCard: 30_000,
    serviceAway: 3_000,
    submit: 2_000,
    lookUp: 2_000,
  },
} as const;

/** The same without a voice: a second terminal, at which everybody may certify once more. */
export const silentConfig = { ...quickConfig, voice: 'silent' } as const;

interface Station {
  readonly terminal: Terminal;
  readonly line: CoreLine;
}

/**
 * One terminal for all tests of a Playwright worker with the same `config`. Each test finds it at rest, with everything
 * repaired and nobody there. Whoever was certified stays so: a test that certifies takes a card of its own.
 */
export const test = base.extend<
  { terminal: Terminal; line: CoreLine; kiosk: Kiosk },
  { config: Config; station: Station }
>({
  config: [quickConfig, { option: true, scope: 'worker' }],
  station: [
    async ({ config }, use) => {
      const terminal = await startTerminal(config);
      const line = await CoreLine.open(terminal.url);
      await line.until('its first dock state', ({ dock }) => dock.cards.length > 0, 90_000);
      await use({ terminal, line });
      line.close();
      await terminal.stop();
    },
    { scope: 'worker', timeout: 180_000 },
  ],
  terminal: async ({ station }, use) => use(station.terminal),
  line: async ({ station }, use) => {
    await bringToRest(station.line);
    await use(station.line);
  },
  /** The page is the browser that the terminal knows. */
  context: async ({ context, station }, use) => {
    await context.addCookies([{ ...station.line.cookie, url: new URL(station.terminal.url).origin }]);
    await use(context);
  },
  kiosk: async ({ page, line, terminal }, use, info) => {
    const kiosk = new Kiosk(page, line, terminal.url);
    await kiosk.open();
    await use(kiosk);
    if (info.status === info.expectedStatus) return;
    // Why a journey did not end as it should stands in the terminal's own log.
    await info.attach('terminal.log', { body: terminal.log().split('\n').slice(-80).join('\n') });
  },
});
export { expect } from '@playwright/test';
