/** Where Joinery begins in the browser. The pages are put together in app/. */
import '@fontsource-variable/inter/index.css';
import './ui/tokens.css';
import './ui/base.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/app.tsx';
import { installOfflineShell } from './platform/offline-shell.ts';
import { keptTheme, showTheme } from './ui/theme.ts';

const root = document.getElementById('root');
if (root === null) throw new Error('expected the #root element of index.html');

showTheme(keptTheme());
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);

// Where the browser refuses it, Joinery needs the network to open, and is the same otherwise.
void installOfflineShell().catch(() => undefined);
