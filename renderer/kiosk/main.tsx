import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { bridgeOfShell } from './bridge/bridge.ts';
import './look/look.ts';
import { followPanel, quietBrowserGestures } from './touch/screen-touch.ts';

followPanel();
quietBrowserGestures();
createRoot(document.getElementById('root')!).render(<App bridge={bridgeOfShell()} />);
