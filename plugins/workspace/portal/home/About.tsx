import Box from '@mui/material/Box';
import Skeleton from '@mui/material/Skeleton';
import Typography from '@mui/material/Typography';
import { useMessages } from '@purser/kit/portal/messages';
import { usePortal, writtenAs } from '@purser/kit/portal/portal';
import { Loaded } from '@purser/kit/portal/ui/Loaded';
import { Section } from '@purser/kit/portal/ui/Section';
import type { ReactNode } from 'react';
import { useWorkspaceRecord } from '../useWorkspaceRecord.js';

/** The facts of this workspace. */
export function About() {
  const t = useMessages('workspace');
  const { locale } = usePortal();
  const query = useWorkspaceRecord();
  return (
    <Section title={t('home.about')}>
      <Loaded query={query} failed={t('home.failed')} skeleton={<Skeleton variant="rounded" height={48} />}>
        {({ members, createdAt, role }) => (
          <Box
            component="dl"
            sx={{ m: 0, display: 'grid', gap: 2, gridTemplateColumns: { xs: '1fr 1fr', sm: 'repeat(3, 1fr)' } }}
          >
            <Fact label={t('home.members')} value={members.toLocaleString(writtenAs[locale])} />
            <Fact label={t('home.yourRole')} value={t(`roles.${role}`)} />
            <Fact
              label={t('home.created')}
              value={new Date(createdAt).toLocaleDateString(writtenAs[locale], { dateStyle: 'medium' })}
            />
          </Box>
        )}
      </Loaded>
    </Section>
  );
}

function Fact({ label, value }: { readonly label: string; readonly value: ReactNode }) {
  return (
    <div>
      <Typography component="dt" variant="body2" color="textSecondary">
        {label}
      </Typography>
      <Typography component="dd" sx={{ m: 0, fontWeight: 600 }}>
        {value}
      </Typography>
    </div>
  );
}
