import { contextBridge, ipcRenderer } from 'electron';
import { dockFlag } from './app-address.ts';
import { preloadBridge } from './preload-bridge.ts';

contextBridge.exposeInMainWorld('yinling', preloadBridge(ipcRenderer, process.argv.includes(dockFlag)));
