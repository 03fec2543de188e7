/**
 * Electron as these files see it: only its types. The values are handed in by main.ts and preload.ts, so that everything
 * here runs (and is tested) where Electron's binary cannot be had.
 */
export type Electron = Pick<
  typeof import('electron'),
  | 'app'
  | 'BrowserWindow'
  | 'ipcMain'
  | 'Menu'
  | 'powerSaveBlocker'
  | 'protocol'
  | 'session'
  | 'utilityProcess'
>;

export type WebContents = import('electron').WebContents;
export type Session = import('electron').Session;
export type BrowserWindow = import('electron').BrowserWindow;
