/** A portal around one component, with its real texts and theme; what a test does not say is empty. */
import { createTheme, ThemeProvider } from '@mui/material/styles';
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
import workspaceEn from '../../../plugins/workspace/portal/messages/en.js';
import portalDe from '../../../portal/i18n/de.js';
import portalEn from '../../../portal/i18n/en.js';
import { translator } from '../../../portal/i18n/translate.js';
import { themeOptions } from '../../../theme/theme.js';

const texts: Record<'en' | 'de', Record<string, Messages>> = {
  en: { portal: portalEn, auth: authEn, reset: resetEn, workspace: workspaceEn, provisioning: provisioningEn },
  de: { portal: portalDe, auth: authDe, reset: resetDe },
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
    workspace: null,
    entries: [],
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

const theme = createTheme({ ...themeOptions('light'), transitions: { create: () => 'none' } });

export function renderInPortal(children: ReactNode, given: Partial<PortalFacts> = {}) {
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
          <QueryClientProvider client={queries}>
            <PortalProvider value={portal}>{inside}</PortalProvider>
          </QueryClientProvider>
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
