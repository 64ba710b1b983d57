import type { PortalApi } from '@purser/kit/portal/portal';
import { useQuery } from '@tanstack/react-query';
import type { MeRecord } from '../../plugins/auth/records.js';

export const meKey = ['me'];

/** Who is signed in and where they are a member. Asked again on focus, so that a removal elsewhere shows. */
export function useMe(api: PortalApi) {
  return useQuery({
    queryKey: meKey,
    queryFn: ({ signal }) => api.get<MeRecord>('/api/auth/me', { signal }),
    refetchOnWindowFocus: 'always',
  });
}
