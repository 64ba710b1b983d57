import { workspaceKeys } from '@purser/client/react/workspace-rows';
import { useWorkspaces } from '@purser/client/react/workspaces';
import type { SessionInfo } from '@purser/client/session/session-manager';
import type { PortalEntry, PortalFacts, PortalLocale, PortalWorkspace } from '@purser/kit/portal/portal';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import type { MeRecord } from '../../plugins/auth/records.js';
import { useLanguage } from '../i18n/Language.js';
import type { Placed } from '../location/match.js';
import { workspacePath } from '../location/paths.js';
import { navigationEntries } from '../shell/entries.js';
import { rememberWorkspace } from './lastWorkspace.js';
import { noteOpened, openedWorkspaces } from './openedWorkspaces.js';
import { settingsOf } from './settingsParts.js';
import { meKey, useMe } from './useMe.js';

export interface Situation {
  readonly session: SessionInfo | null;
  readonly pages: readonly Placed[];
  /** Of the URL. */
  readonly workspaceId: string | null;
}

/** The portal as it is for the person who is signed in. */
export function usePersonalFacts(base: PortalFacts, { session, pages, workspaceId }: Situation) {
  const me = useMe(base.api);
  const queries = useQueryClient();
  const { chooseLocale } = useLanguage();
  const account = me.data?.user;
  const userId = account?.id ?? session?.userId ?? null;

  const { workspaces: rows } = useWorkspaces();
  const workspaces = useMemo<PortalWorkspace[]>(
    () =>
      // Until the list is here, what the account itself tells does.
      (
        rows?.map(({ id, name, role, suspendedAt }) => ({ id, name, role, suspended: suspendedAt !== null })) ??
        (me.data?.memberships ?? []).map(({ workspaceId: id, name, role }) => ({ id, name, role }))
      ).sort((a, b) => a.name.localeCompare(b.name, base.locale)),
    [rows, me.data, base.locale],
  );
  const workspace = workspaces.find(({ id }) => id === workspaceId) ?? null;

  const openId = workspace?.id;
  const openName = workspace?.name;

  // The account's language is taken over when it arrives, and when another device changed it.
  useEffect(() => {
    if (account?.locale) chooseLocale(account.locale);
  }, [account?.locale, chooseLocale]);

  useEffect(() => {
    if (!userId || !openId) return;
    rememberWorkspace(base.api, userId, openId);
    noteOpened(userId, { id: openId, name: openName ?? '' });
  }, [base.api, userId, openId, openName]);

  const facts = useMemo<PortalFacts>(
    () => ({
      ...base,
      person: userId
        ? { id: userId, email: account?.email ?? session?.email ?? '', name: account?.name ?? session?.name ?? '' }
        : null,
      workspaces,
      // Before the list is here nothing is known to be closed.
      closedWorkspaces: userId && rows ? closedOf(userId, workspaces) : [],
      workspace,
      entries: workspace ? entriesOf(pages, workspace) : [],
      settings: workspace ? settingsOf(base.house.plugins, workspace.role) : [],
      refreshPerson: async () => {
        await Promise.all([
          queries.invalidateQueries({ queryKey: meKey }),
          queries.invalidateQueries({ queryKey: workspaceKeys.list }),
        ]);
      },
      chooseLocale: (locale: PortalLocale) => {
        chooseLocale(locale);
        queries.setQueryData<MeRecord>(meKey, (old) => old && { ...old, user: { ...old.user, locale } });
        // When this fails the device keeps the choice, and the account's own comes back with the next reload.
        void base.api.patch('/api/auth/me', { locale }).catch(() => undefined);
      },
    }),
    [base, pages, userId, account, session, rows, workspaces, workspace, queries, chooseLocale],
  );
  return { facts, me };
}

function entriesOf(pages: readonly Placed[], workspace: PortalWorkspace): PortalEntry[] {
  return navigationEntries(pages, 'workspace', workspace).map(({ plugin, path, nav }) => ({
    plugin,
    path: workspacePath(workspace.id, path),
    label: nav.label,
    hint: nav.hint,
    icon: nav.icon,
  }));
}

function closedOf(userId: string, workspaces: readonly PortalWorkspace[]) {
  return openedWorkspaces(userId).filter((opened) => !workspaces.some(({ id }) => id === opened.id));
}
