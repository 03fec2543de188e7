import { type Browser, chromium } from '@playwright/test';
import { findChromium } from '../../main/shell/browser/chromium.ts';

/** The panel of the terminal: 21.5 inches, upright. */
export const panel = { width: 1080, height: 1920 } as const;

/** The system's Chromium without a window, as the journeys of e2e/ start it. */
export async function openBrowser(): Promise<Browser> {
  const executablePath = findChromium(process.env.PATH);
  if (!executablePath) throw new Error('Chromium is not on this machine');
  return chromium.launch({
    executablePath,
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
  });
}
