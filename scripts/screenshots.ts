/// <reference lib="dom" />
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import sharp from 'sharp';
import { build, preview } from 'vite';

/**
 * Takes the reference screenshots of the senior's screen into docs/screens, from the gallery: `node
 * scripts/screenshots.ts`. Pictures of 1080 pixels of panel are kept at half size with a palette, so that they stay
 * small enough to be looked at in a review.
 */
const root = join(import.meta.dirname, '..');
const target = join(root, 'docs/screens');
const portrait = { width: 1080, height: 1920 };
const landscape = { width: 1920, height: 1080 };

const shots = [
  ['01-welcome', portrait, 'view=welcome'],
  ['02-place-card-largest', portrait, 'view=placeCard&size=largest'],
  ['03-standing-due', portrait, 'view=standing.due'],
  ['04-standing-data-match', landscape, 'view=standing.certifiedByDataMatch'],
  ['05-standing-suspended-15inch-largest', landscape, 'view=standing.suspended&size=largest&pitch=0.18'],
  ['06-consent', portrait, 'view=consent'],
  ['07-face-turn-left', portrait, 'view=face.turnLeft'],
  ['08-face-turn-right-landscape', landscape, 'view=face.turnRight'],
  ['09-face-again', landscape, 'view=faceAgain.covered&size=larger'],
  ['10-handover', portrait, 'view=handover.noReference'],
  ['11-result', portrait, 'view=result.take'],
  ['12-result-high-contrast', portrait, 'view=result.taken&contrast=high&size=largest'],
  ['13-take-card-low-mode', portrait, 'view=takeCard&low=1'],
  ['14-help', landscape, 'view=overlay.help'],
  ['15-comfort-15inch-largest', landscape, 'view=consent&size=largest&pitch=0.18', 'bar.comfort'],
  ['16-connection-lost', landscape, 'view=connectionLost'],
  ['17-dock', landscape, 'view=welcome&dock=1', 'dock'],
  ['20-bring-agent', portrait, 'view=bring.agent'],
  ['21-place-social-card', portrait, 'view=placeSocialCard'],
  ['22-card-standing-resumed', landscape, 'view=cardStanding.resumed'],
  ['23-review-15inch-largest', landscape, 'view=review&size=largest&pitch=0.18'],
  ['24-contact', portrait, 'view=contact.typing'],
  ['25-key-points-fraud', landscape, 'view=keyPoints.fraud'],
  ['26-pin-refused', portrait, 'view=pin.birthday'],
  ['27-pin-low-mode', landscape, 'view=pin.cardPin.second&low=1'],
  ['28-pin-on-the-device', landscape, 'view=pin.bankPin.byPad&size=larger'],
  ['29-sign', portrait, 'view=sign'],
  ['36-agent-relation-15inch-largest', landscape, 'view=agentRelation&size=largest&pitch=0.18'],
  ['37-activation-result-chip-largest', portrait, 'view=activationResult.chipUnknown&size=largest'],
  ['30-activation-result-partly', portrait, 'view=activationResult.refused.needsCounter'],
  ['31-activation-result-unknown-high-contrast', landscape, 'view=activationResult.unknown&contrast=high'],
  ['32-electronic-card', portrait, 'view=electronicCard.shown'],
  ['33-letter', landscape, 'view=letter'],
  ['34-home-visit', portrait, 'view=homeVisit.booked'],
  ['35-take-both-cards', landscape, 'view=takeCard.both'],
  ['40-vein', portrait, 'view=vein.layFinger'],
  ['41-vein-too-high-15inch-largest', landscape, 'view=vein.tooHigh&size=largest&pitch=0.18'],
  ['42-enrol-consent', portrait, 'view=enrolConsent'],
  ['43-enrol-finger', portrait, 'view=enrolFinger.first'],
  ['44-enrol-finger-again-left', landscape, 'view=enrolFinger.second'],
  ['45-enrol-finger-lift-high-contrast', portrait, 'view=enrolFinger.again&contrast=high&size=largest'],
  ['46-enrol-sign', landscape, 'view=enrolSign'],
  ['47-enrol-result', portrait, 'view=enrolResult.also'],
  ['48-delete-confirm', landscape, 'view=deleteConfirm'],
  ['49-also-certify', portrait, 'view=alsoCertify'],
] as const;

const config = { root: join(root, 'renderer'), mode: 'gallery', logLevel: 'error' as const };
await build(config);
const server = await preview({ ...config, preview: { host: '127.0.0.1', port: 4181, strictPort: true } });
const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--hide-scrollbars'],
});
try {
  await mkdir(target, { recursive: true });
  const page = await browser.newPage();
  await page.emulateMedia({ reducedMotion: 'reduce' });
  // The clock of the header must not make every picture a new one.
  await page.clock.install({ time: new Date('2026-11-22T01:05:00Z') });
  for (const [name, size, query, open] of shots) {
    await page.setViewportSize(size);
    await page.goto(`http://127.0.0.1:4181/kiosk/gallery.html?${query}`);
    await page.clock.runFor(1500);
    await page.evaluate(() => document.fonts.ready);
    if (open === 'dock') await page.locator('.dock-tab').click();
    else if (open !== undefined) await page.locator(`[data-key="${open}"]`).click();
    if (/face-turn|letter/.test(name)) await page.waitForFunction(pictureDrawn);
    await page.clock.runFor(500);
    const png = await page.screenshot();
    await sharp(png)
      .resize({ width: size.width / 2 })
      .png({ palette: true, colours: 128, effort: 10 })
      .toFile(join(target, `${name}.png`));
  }
} finally {
  await browser.close();
  await server.close();
}

/** Runs in the page: whether the preview stands in the mirror. */
function pictureDrawn(): boolean {
  const canvas = document.querySelector<HTMLCanvasElement>('.mirror-picture, .letter-picture canvas');
  const pixel = canvas?.getContext('2d')?.getImageData(canvas.width / 2, canvas.height / 2, 1, 1).data;
  return pixel !== undefined && pixel[0]! + pixel[1]! + pixel[2]! > 0;
}
