import { SessionProvider } from '@purser/client/react/session-provider';
import { lazy, Suspense } from 'react';
import { Crash } from './Crash.js';
import { HouseGate } from './HouseGate.js';
import { Language, Texts } from './i18n/Language.js';
import { Look } from './look/Look.js';
import { Pages } from './Pages.js';
import { session } from './session.js';
import { FirstPaint } from './shell/FirstPaint.js';

const Insecure = lazy(() => import('./pages/Insecure.js').then((file) => ({ default: file.Insecure })));

/** Sessions, locks and local stores need what browsers give to secure pages only. */
const secure = window.isSecureContext;

export function App() {
  return (
    <Look>
      <Language>
        <Crash>
          <Suspense fallback={<FirstPaint />}>
            <Texts of={[]}>
              {secure ? (
                <SessionProvider manager={session}>
                  <HouseGate>{(house) => <Pages house={house} />}</HouseGate>
                </SessionProvider>
              ) : (
                <Insecure />
              )}
            </Texts>
          </Suspense>
        </Crash>
      </Language>
    </Look>
  );
}
