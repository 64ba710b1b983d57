import { entriesShown, useConsoleFacts } from '@purser/kit/console/facts';
import { useEffect, useState } from 'react';
import { type RaRecord, useDataProvider, usePermissions } from 'react-admin';

export interface Found {
  readonly to: string;
  readonly label: string;
  readonly detail?: string;
}

export interface FoundGroup {
  readonly title: string;
  readonly found: readonly Found[];
}

const searched = [
  { resource: 'users', title: 'People', label: (r: RaRecord) => r.name || r.email, detail: (r: RaRecord) => r.email },
  { resource: 'workspaces', title: 'Workspaces', label: (r: RaRecord) => r.name, detail: () => undefined },
  {
    resource: 'stores',
    title: 'Stores',
    label: (r: RaRecord) => r.workspaceName ?? r.id,
    detail: (r: RaRecord) => `${r.phase}, ${r.id}`,
  },
];

/** Pages match at once; records are asked of the server 200 ms after the last key. */
export function usePaletteSearch(query: string, open: boolean): FoundGroup[] {
  const facts = useConsoleFacts();
  const { permissions = [] } = usePermissions<string[]>();
  const dataProvider = useDataProvider();
  const [records, setRecords] = useState<FoundGroup[]>([]);
  const q = query.trim();

  const resources = entriesShown('resources', facts, permissions);
  const reachable = resources.map((entry) => entry.name).join();

  useEffect(() => {
    if (!open || q.length < 2) {
      setRecords([]);
      return;
    }
    let stale = false;
    const timer = setTimeout(async () => {
      const sources = searched.filter((source) => reachable.split(',').includes(source.resource));
      const groups = await Promise.all(
        sources.map(async ({ resource, title, label, detail }) => {
          const { data } = await dataProvider
            .getList(resource, {
              pagination: { page: 1, perPage: 5 },
              sort: { field: 'id', order: 'DESC' },
              filter: { q },
            })
            .catch(() => ({ data: [] as RaRecord[] }));
          const found = data.map((r) => ({
            to: `/${resource}/${encodeURIComponent(r.id)}/show`,
            label: label(r),
            detail: detail(r),
          }));
          return { title, found };
        }),
      );
      if (!stale) setRecords(groups.filter((group) => group.found.length > 0));
    }, 200);
    return () => {
      stale = true;
      clearTimeout(timer);
    };
  }, [open, q, reachable, dataProvider]);

  const pages = [
    { to: '/', label: 'Dashboard' },
    ...resources.filter((entry) => entry.list).map((entry) => ({ to: `/${entry.name}`, label: entry.label })),
    ...entriesShown('pages', facts, permissions).map((page) => ({ to: page.path, label: page.label })),
  ].filter((page) => page.label.toLowerCase().includes(q.toLowerCase()));
  return [...(pages.length > 0 ? [{ title: 'Pages', found: pages }] : []), ...records];
}
