/** A portal around one component, with its real texts and theme; what a test does not say is empty. */
import { createTheme, ThemeProvider } from '@mui/material/styles';
import { SessionProvider } from '@purser/client/react/session-provider';
import { WorkspacesProvider } from '@purser/client/react/workspaces-provider';
import type { SessionManager } from '@purser/client/session/session-manager';
import { TranslatorProvider } from '@purser/kit/portal/messages';
import type { Messages } from '@purser/kit/portal/plugin';
import { type PortalApi, type PortalFacts, PortalProvider } from '@purser/kit/portal/portal';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render } from '@testing-library/react';
import type { ReactNode } from 'react';
import authDe from '../../../plugins/auth/portal/messages/de.js';
import authEn from '../../../plugins/auth/portal/messages/en.js';
import provisioningEn from '../../../plugins/provisioning/portal/messages/en.js';
import resetDe from '../../../plugins/reset/portal/messages/de.js';
import resetEn from '../../../plugins/reset/portal/messages/en.js';
import workspaceDe from '../../../plugins/workspace/portal/messages/de.js';
import workspaceEn from '../../../plugins/workspace/portal/messages/en.js';
import portalDe from '../../../portal/i18n/de.js';
import portalEn from '../../../portal/i18n/en.js';
import { translator } from '../../../portal/i18n/translate.js';
import { themeOptions } from '../../../theme/theme.js';

const texts: Record<'en' | 'de', Record<string, Messages>> = {
  en: { portal: portalEn, auth: authEn, reset: resetEn, workspace: workspaceEn, provisioning: provisioningEn },
  de: { portal: portalDe, auth: authDe, reset: resetDe, workspace: workspaceDe },
};

/** Calls that a test did not foresee fail loudly. */
export function fakeApi(answers: Partial<PortalApi> = {}): PortalApi {
  const unforeseen = (path: string): Promise<never> => Promise.reject(new Error(`Nobody foresaw a call of ${path}.`));
  return { get: unforeseen, post: unforeseen, patch: unforeseen, put: unforeseen, delete: unforeseen, ...answers };
}

export function portalFacts(given: Partial<PortalFacts> = {}): PortalFacts {
  return {
    product: 'Purser',
    house: { plugins: ['auth', 'workspace', 'provisioning'], flags: {} },
    api: fakeApi(),
    publicApi: fakeApi(),
    fetch: () => Promise.reject(new Error('Nobody foresaw a stream.')),
    person: { id: 'u1', name: 'Mia Berg', email: 'mia@example.org' },
    workspaces: [],
    closedWorkspaces: [],
    workspace: null,
    entries: [],
    settings: [],
    offers: [],
    backstage: false,
    online: true,
    arrivals: 0,
    params: {},
    navigate: () => undefined,
    refreshPerson: () => Promise.resolve(),
    destination: '/',
    locale: 'en',
    chooseLocale: () => undefined,
    theme: 'light',
    chooseTheme: () => undefined,
    ...given,
  };
}

type Answer = (path: string, init: RequestInit) => Response | Promise<Response>;

/** Nobody is invited to anything, and belongs nowhere. */
const emptyServer: Answer = (path) =>
  path.endsWith('/events') ? new Response(null, { status: 404 }) : Response.json([]);

/** A session of the person `u1` over a server of the test. */
export function sessionOver(answer: Answer = emptyServer): SessionManager {
  const state = { status: 'signed-in', session: { sessionId: 's1', userId: 'u1', email: 'mia@example.org' } } as const;
  const manager: Partial<SessionManager> = {
    getState: () => state,
    getClockError: () => null,
    subscribe: () => () => undefined,
    start: () => Promise.resolve(state),
    fetch: async (path, init = {}) => answer(path, init),
  };
  return manager as SessionManager;
}

const theme = createTheme({ ...themeOptions('light'), transitions: { create: () => 'none' } });

export function renderInPortal(children: ReactNode, given: Partial<PortalFacts> = {}, manager = sessionOver()) {
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false, gcTime: 0 } } });
  const around = (inside: ReactNode, facts: Partial<PortalFacts>) => {
    const portal = portalFacts({ ...given, ...facts });
    return (
      <ThemeProvider theme={theme}>
        <TranslatorProvider
          value={{
            locale: portal.locale,
            of: (plugin) => translator(texts[portal.locale][plugin] ?? {}, portal.locale),
          }}
        >
          <SessionProvider manager={manager}>
            <QueryClientProvider client={queries}>
              <WorkspacesProvider>
                <PortalProvider value={portal}>{inside}</PortalProvider>
              </WorkspacesProvider>
            </QueryClientProvider>
          </SessionProvider>
        </TranslatorProvider>
      </ThemeProvider>
    );
  };
  const view = render(around(children, {}));
  return {
    ...view,
    queries,
    again: (facts: Partial<PortalFacts>, inside = children) => view.rerender(around(inside, facts)),
  };
}
