import { defineConfig } from '@playwright/test';

/**
 * The looks of the senior's screen, from the gallery (no core, no devices):
 * `playwright test -c e2e/playwright.layout.config.ts`.
 */
const port = 4179;
const address = `http://127.0.0.1:${port}/kiosk/gallery.html`;

export default defineConfig({
  testDir: './layout',
  outputDir: '../test-results/layout',
  workers: 2,
  fullyParallel: true,
  // Every view at every size on one panel: minutes on a machine that does other things too.
  timeout: 300_000,
  reporter: 'list',
  use: {
    baseURL: address,
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
      ],
    },
  },
  webServer: {
    command: `vite build renderer --mode gallery && vite preview renderer --mode gallery --host 127.0.0.1 --port ${port} --strictPort`,
    cwd: '..',
    url: address,
    reuseExistingServer: false,
    timeout: 60_000,
  },
});
