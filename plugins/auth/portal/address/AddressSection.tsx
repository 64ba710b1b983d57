import Skeleton from '@mui/material/Skeleton';
import { useMessages } from '@purser/kit/portal/messages';
import { usePortal } from '@purser/kit/portal/portal';
import { Loaded } from '@purser/kit/portal/ui/Loaded';
import { Section } from '@purser/kit/portal/ui/Section';
import { useQuery } from '@tanstack/react-query';
import type { AddressRecord } from '../../records.js';
import { AddressForm } from './AddressForm.js';
import { addressKey } from './addressKey.js';
import { PendingAddress } from './PendingAddress.js';

/** The address people sign in with, and the change of it that waits for its confirmation. */
export function AddressSection() {
  const t = useMessages('auth');
  const { api } = usePortal();
  const query = useQuery({
    queryKey: addressKey,
    queryFn: ({ signal }) => api.get<AddressRecord>('/api/auth/email', { signal }),
  });
  return (
    <Section title={t('address.title')} intro={t('address.intro', { email: query.data?.email ?? '…' })}>
      <Loaded query={query} failed={t('address.failed')} skeleton={<Skeleton height={120} sx={{ maxWidth: 440 }} />}>
        {({ email, pending }) =>
          pending ? <PendingAddress key={pending.new} pending={pending} /> : <AddressForm key={email} email={email} />
        }
      </Loaded>
    </Section>
  );
}
