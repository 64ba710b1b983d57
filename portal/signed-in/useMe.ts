import type { PortalApi } from '@purser/kit/portal/portal';
import { useQuery } from '@tanstack/react-query';
import type { MeRecord } from '../../plugins/auth/records.js';

/** With what the workspace plugin adds to it. */
export type Me = MeRecord & { readonly lastWorkspaceId?: string | null };

export const meKey = ['me'];

/** Who is signed in and where they are a member. Asked again on focus, so that a removal elsewhere shows. */
export function useMe(api: PortalApi) {
  return useQuery({
    queryKey: meKey,
    queryFn: ({ signal }) => api.get<Me>('/api/auth/me', { signal }),
    refetchOnWindowFocus: 'always',
  });
}
