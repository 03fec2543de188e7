import { defineConfig } from '@playwright/test';

/** Journeys through a whole terminal in the system's Chromium: `playwright test -c e2e/playwright.config.ts`. */
export default defineConfig({
  testDir: './journeys',
  globalSetup: './support/draw-clips.ts',
  outputDir: '../test-results/journeys',
  // Five terminals with five screens: much of a journey is waiting, which costs nothing.
  workers: 5,
  // A journey through real models on a busy machine may run out of a person's patience; a terminal that is really wrong
  // is wrong twice. The second try has a terminal of its own, and the first is named in the output.
  retries: 1,
  timeout: 180_000,
  expect: { timeout: 30_000 },
  reporter: 'list',
  use: {
    viewport: { width: 540, height: 960 },
    hasTouch: true,
    // A picture that moves is painted by the processor, which five terminals share.
    contextOptions: { reducedMotion: 'reduce' },
    launchOptions: {
      executablePath: '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--autoplay-policy=no-user-gesture-required',
      ],
    },
  },
});
