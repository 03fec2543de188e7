import { createRoot } from 'react-dom/client';
import { z } from 'zod';
import { App } from './app.tsx';
import { bridgeOfShell } from './bridge/bridge.ts';
import { loadFonts } from './look/load-fonts.ts';
import './look/look.ts';
import { followPanel, quietBrowserGestures } from './touch/screen-touch.ts';

// The shells forbid code made from strings; without this zod would try it and log a refusal.
z.config({ jitless: true });
followPanel();
loadFonts();
quietBrowserGestures();
createRoot(document.getElementById('root')!).render(<App bridge={bridgeOfShell()} />);
