import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Skeleton from '@mui/material/Skeleton';
import { useMessages } from '@purser/kit/portal/messages';
import { usePortal } from '@purser/kit/portal/portal';
import { useProblemReader } from '@purser/kit/portal/problems';
import { Loaded } from '@purser/kit/portal/ui/Loaded';
import { Section } from '@purser/kit/portal/ui/Section';
import { TextEntry } from '@purser/kit/portal/ui/TextEntry';
import { useSubmit } from '@purser/kit/portal/useSubmit';
import { useState } from 'react';
import type { WorkspaceRecord } from '../../records.js';
import { DomainRow } from '../join/DomainRow.js';
import { useDomains } from '../join/useDomains.js';
import { Offline } from './LeaveWorkspace.js';

/** An owner names a domain and proves it; then its people may join. */
export function JoinByDomain({ record }: { readonly record: WorkspaceRecord }) {
  const t = useMessages('workspace');
  const { online } = usePortal();
  const { query, name, verify, remove } = useDomains(record.id);
  const [domain, setDomain] = useState('');
  const naming = useSubmit(async () => {
    await name(domain);
    setDomain('');
  });
  const read = useProblemReader('workspace');
  return (
    <Section title={t('domains.title')} intro={t('domains.intro')}>
      <Loaded query={query} failed={t('domains.failed')} skeleton={<Skeleton variant="rounded" height={60} />}>
        {(rows) =>
          rows.length === 0 ? null : (
            <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0, mb: 3, display: 'grid', gap: 2 }}>
              {rows.map((row) => (
                <DomainRow key={row.id} record={row} onVerify={() => verify(row)} onRemove={() => remove(row)} />
              ))}
            </Box>
          )
        }
      </Loaded>
      <Box
        component="form"
        sx={query.data?.length ? { borderTop: 1, borderColor: 'divider', pt: 2.5 } : undefined}
        onSubmit={(event) => {
          event.preventDefault();
          void naming.run();
        }}
      >
        <TextEntry
          label={t('domains.name')}
          hint={t('domains.hint')}
          placeholder="example.org"
          autoComplete="off"
          inputProps={{ autoCapitalize: 'none', spellCheck: false }}
          value={domain}
          problem={naming.error ? read(naming.error).text : undefined}
          onChange={(event) => {
            setDomain(event.target.value);
            naming.forget();
          }}
        />
        <Button
          type="submit"
          variant="outlined"
          loading={naming.busy}
          disabled={!online || domain.trim() === ''}
          sx={{ mt: 2 }}
        >
          {t('domains.add')}
        </Button>
        {online ? null : <Offline />}
      </Box>
    </Section>
  );
}
