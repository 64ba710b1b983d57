import { useSession } from '@purser/client/react/session-provider';
import type { PortalFacts, PortalOffer } from '@purser/kit/portal/portal';
import { useMemo } from 'react';
import { navigate, useSearch } from 'wouter/use-browser-location';
import type { House } from './house.js';
import { useLanguage } from './i18n/Language.js';
import { placedPages } from './location/match.js';
import { safeDestination } from './location/paths.js';
import { useLook } from './look/Look.js';
import { plugins } from './plugins.js';
import { publicApi } from './session.js';
import { useOnline } from './useOnline.js';

export interface BaseFacts {
  readonly house: House;
  readonly arrivals: number;
  readonly params: Readonly<Record<string, string>>;
}

/** What every page knows, whoever is there: nobody yet. */
export function usePortalBase({ house, arrivals, params }: BaseFacts): PortalFacts {
  const { api, manager } = useSession();
  const { locale, chooseLocale } = useLanguage();
  const { theme, chooseTheme } = useLook();
  const online = useOnline();
  const search = useSearch();
  return useMemo(
    () => ({
      product: house.product,
      house,
      api,
      publicApi,
      fetch: (path, init) => manager.fetch(path, init),
      person: null,
      workspaces: [],
      closedWorkspaces: [],
      workspace: null,
      entries: [],
      settings: [],
      offers: offersOf(house),
      backstage: false,
      online,
      arrivals,
      params,
      navigate,
      refreshPerson: async () => {},
      destination: safeDestination(new URLSearchParams(search).get('next')),
      locale,
      chooseLocale,
      theme,
      chooseTheme,
    }),
    [house, api, manager, online, arrivals, params, search, locale, chooseLocale, theme, chooseTheme],
  );
}

function offersOf(house: House): PortalOffer[] {
  return placedPages(plugins, house).flatMap(({ path, offeredAtSignIn }) =>
    offeredAtSignIn ? [{ path, label: offeredAtSignIn }] : [],
  );
}
