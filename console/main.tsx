import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './App.js';

const root = document.getElementById('root');
if (root)
  // A page that crashed was shown in its place; it is reported all the same.
  createRoot(root, { onCaughtError: (error) => globalThis.reportError(error) }).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
