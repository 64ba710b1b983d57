import Avatar from '@mui/material/Avatar';
import Box from '@mui/material/Box';
import Card from '@mui/material/Card';
import Chip from '@mui/material/Chip';
import Skeleton from '@mui/material/Skeleton';
import Typography from '@mui/material/Typography';
import { useMessages } from '@purser/kit/portal/messages';
import { usePortal } from '@purser/kit/portal/portal';
import { When } from '@purser/kit/portal/ui/When';
import type { ReactNode } from 'react';
import type { MemberRecord } from '../../records.js';

const row = {
  display: 'flex',
  alignItems: 'center',
  gap: 2,
  px: { xs: 2, sm: 3 },
  py: 1.75,
  borderTop: 1,
  borderColor: 'divider',
  '&:first-of-type': { borderTop: 0 },
} as const;

export function MemberList({ members }: { readonly members: readonly MemberRecord[] }) {
  const t = useMessages('workspace');
  const { person } = usePortal();
  return (
    <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0 }}>
      {members.map(({ userId, name, email, role, joinedAt }) => (
        <Box component="li" key={userId} sx={row}>
          <Avatar
            aria-hidden
            sx={{ bgcolor: 'primary.light', color: 'primary.main', fontSize: '0.9rem', fontWeight: 700 }}
          >
            {[...name][0]?.toUpperCase()}
          </Avatar>
          <Box sx={{ flex: 1, minWidth: 0 }}>
            <Typography component="p" sx={{ fontWeight: 600, overflowWrap: 'anywhere' }}>
              {name}
              {userId === person?.id ? <Quiet> ({t('members.you')})</Quiet> : null}
            </Typography>
            <Typography component="p" variant="body2" color="textSecondary" noWrap title={email}>
              {email}
            </Typography>
          </Box>
          <Typography
            component="p"
            variant="body2"
            color="textSecondary"
            sx={{ display: { xs: 'none', sm: 'block' }, whiteSpace: 'nowrap' }}
          >
            {t('members.joined')} <When at={joinedAt} />
          </Typography>
          <Chip size="small" variant="outlined" label={t(`roles.${role}`)} sx={{ minWidth: 76 }} />
        </Box>
      ))}
    </Box>
  );
}

function Quiet({ children }: { readonly children: ReactNode }) {
  return (
    <Box component="span" sx={{ fontWeight: 400, color: 'text.secondary' }}>
      {children}
    </Box>
  );
}

export function MemberSkeletons() {
  return (
    <Card>
      {['first', 'second', 'third'].map((key) => (
        <Box key={key} sx={row}>
          <Skeleton variant="circular" width={40} height={40} />
          <Box sx={{ flex: 1 }}>
            <Skeleton width="35%" />
            <Skeleton width="50%" />
          </Box>
          <Skeleton variant="rounded" width={76} height={24} />
        </Box>
      ))}
    </Card>
  );
}
