import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from '@playwright/test';
import { CameraSimulator } from '../drivers/camera/simulator/camera-simulator.ts';
import { openBrowser, panel } from './kit/browser.ts';
import { cpuByProgram, cpuInWords } from './kit/cpu.ts';
import type { Measurement } from './kit/figure.ts';
import { numberedClip } from './kit/numbered-clip.ts';
import { spread } from './kit/statistics.ts';
import { startTerminal } from './kit/terminal.ts';

/** The step gives up after 20 s of a head that does not turn: this and the way there must fit in. */
const WATCH_MS = 10_000;
const AGE_GOAL_MS = 200;
const RATE_GOAL = 12;
const CARD = { id: 'wang-guizhi', portrait: 'astronaut' } as const;

interface Painted {
  readonly number: number;
  readonly atMs: number;
}
/** What bench/page/preview-watch.js leaves in the page. */
interface Watched {
  readonly benchPreview: { begin(): void; read(): Promise<Painted[]> };
}

/**
 * Numbered pictures leave the simulated camera and are timed again when Chromium has painted them: through ffmpeg, driver,
 * worker, core, WebSocket, decoder and canvas, while the vision worker looks at the same pictures.
 */
export const measure: Measurement = async () => {
  const simulator = new CameraSimulator();
  await simulator.setSource(await numberedClip(CARD.portrait));
  await simulator.start();
  const sent: Painted[] = [];
  simulator.onSent((number, atMs) => sent.push({ number, atMs }));
  const terminal = await startTerminal({
    voice: 'silent',
    camera: { kind: 'simulator', url: simulator.url },
  });
  const browser = await openBrowser();
  try {
    const page = await browser.newPage({ viewport: panel });
    await page.addInitScript({ path: path.join(import.meta.dirname, 'page', 'preview-watch.js') });
    await page.goto(terminal.url);
    await toFace(page);
    await page.evaluate(() => (globalThis as unknown as Watched).benchPreview.begin());
    const before = cpuByProgram();
    await pause(WATCH_MS);
    const cpu = cpuInWords(before, cpuByProgram(), WATCH_MS);
    const step = await page.locator('.stage').getAttribute('data-step');
    if (step !== 'face') throw new Error(`the face step ended early, at ${step}`);
    const painted = await page.evaluate(() => (globalThis as unknown as Watched).benchPreview.read());
    return figuresOf(painted, sent, cpu);
  } finally {
    await browser.close();
    await terminal.stop();
    await simulator.stop();
  }
};

/** As a person goes there; without the drawer of the simulated devices over the screen while it is measured. */
async function toFace(page: Page): Promise<void> {
  await page.locator('.dock-tab').click();
  await page.locator(`[data-card="${CARD.id}"]`).click({ timeout: 60_000 });
  await page.locator('.stage[data-step="standing"]').waitFor();
  await page.locator('.dock-tab').click();
  for (const key of ['continue', 'agree']) {
    await page.locator(`.shell[data-taps="ready"] [data-key="stage.${key}"]`).click();
  }
  await page.locator('.stage[data-step="face"] canvas').waitFor();
  await page.locator('.mirror:not([data-guidance="starting"])').waitFor();
}

function figuresOf(painted: readonly Painted[], sent: readonly Painted[], cpu: string) {
  const ages: number[] = [];
  const gaps: number[] = [];
  for (const [index, { number, atMs }] of painted.entries()) {
    const leaving = sent.findLast((picture) => picture.number === number && picture.atMs <= atMs);
    if (leaving) ages.push(atMs - leaving.atMs);
    const before = painted[index - 1];
    if (before) gaps.push(atMs - before.atMs);
  }
  const spanMs = (painted.at(-1)?.atMs ?? 0) - (painted[0]?.atMs ?? 0);
  const gap = spread(gaps);
  return [
    {
      name: 'pictures painted',
      unit: '/s',
      median: ((painted.length - 1) * 1000) / spanMs,
      samples: painted.length,
      goal: { on: 'median', reference: RATE_GOAL, least: 1, words: `>= ${RATE_GOAL} /s` },
      note: `between two pictures: median ${gap.median.toFixed(0)} ms, p95 ${gap.p95.toFixed(0)} ms; the camera gives 15 /s`,
    },
    {
      name: 'age of a picture when painted',
      unit: 'ms',
      ...spread(ages),
      goal: { on: 'p95', reference: AGE_GOAL_MS, most: 1, words: `p95 <= ${AGE_GOAL_MS} ms` },
      note: `from the moment it left the camera; of one core meanwhile: ${cpu}`,
    },
  ] as const;
}
