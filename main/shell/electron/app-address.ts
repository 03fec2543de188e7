/** The page's own origin: a scheme of the program instead of `file://`, so that paths can be checked (facts: item 18). */
export const appScheme = 'app';
export const appOrigin = `${appScheme}://yinling`;
export const kioskUrl = `${appOrigin}/kiosk/index.html`;

/** The page for a panel whose pixels are this far apart, mm. */
export const kioskUrlFor = (panelPitchMm: number): string => `${kioskUrl}?pitch=${panelPitchMm}`;

/** Whether an address is the page itself, whatever panel it is for. */
export const isKioskUrl = (url: string): boolean => url === kioskUrl || url.startsWith(`${kioskUrl}?pitch=`);

/** Names of the messages between the page's preload and the core. */
export const channels = {
  hello: 'yinling:hello',
  toCore: 'yinling:to-core',
  toScreen: 'yinling:to-screen',
  preview: 'yinling:preview',
} as const;

/** Tells the preload that simulated devices are configured; without it the page has no dock at all. */
export const dockFlag = '--yinling-dock';
