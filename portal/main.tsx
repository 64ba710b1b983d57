import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './App.js';
import { loadHouse } from './house.js';
import { reports } from './reports.js';

const root = document.getElementById('root');
if (root)
  // A page that crashed was shown in its place; it is reported all the same.
  createRoot(root, { onCaughtError: (error) => globalThis.reportError(error) }).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );

loadHouse().then(
  (house) => reports.start(house.reports),
  // A house that does not answer is shown by the page; it is asked again there, and reports begin with the next visit.
  () => reports.start(null),
);
