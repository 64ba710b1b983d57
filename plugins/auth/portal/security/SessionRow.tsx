import Devices from '@mui/icons-material/DevicesOutlined';
import PhoneAndroid from '@mui/icons-material/SmartphoneOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Chip from '@mui/material/Chip';
import Typography from '@mui/material/Typography';
import { useMessages } from '@purser/kit/portal/messages';
import { usePortal } from '@purser/kit/portal/portal';
import { When } from '@purser/kit/portal/ui/When';
import type { OwnSessionRecord } from '../../records.js';

export interface SessionRowProps {
  readonly session: OwnSessionRecord;
  readonly onEnd: () => void;
}

export function SessionRow({ session, onEnd }: SessionRowProps) {
  const t = useMessages('auth');
  const { online } = usePortal();
  const Icon = /android|iphone|ipad|ios|mobile/i.test(session.device) ? PhoneAndroid : Devices;
  return (
    <Box
      component="li"
      sx={{
        display: 'flex',
        alignItems: 'center',
        gap: 2,
        py: 1.5,
        borderTop: 1,
        borderColor: 'divider',
        '&:first-of-type': { borderTop: 0, pt: 0 },
        '&:last-of-type': { pb: 0 },
      }}
    >
      <Icon sx={{ color: 'text.secondary' }} aria-hidden />
      <Box sx={{ flex: 1, minWidth: 0 }}>
        <Typography
          component="p"
          sx={{ fontWeight: 600, display: 'flex', gap: 1, alignItems: 'center', flexWrap: 'wrap' }}
        >
          {session.device}
          {session.current ? (
            <Chip size="small" color="secondary" variant="outlined" label={t('security.this')} />
          ) : null}
        </Typography>
        <Typography component="p" variant="body2" color="textSecondary">
          {session.place ? `${session.place} · ` : null}
          {t('security.lastSeen')} <When at={session.lastSeenAt} /> · {t('security.since')}{' '}
          <When at={session.createdAt} />
        </Typography>
      </Box>
      {session.current ? null : (
        <Button
          size="small"
          color="error"
          onClick={onEnd}
          disabled={!online}
          aria-label={t('security.endNamed', { device: session.device })}
        >
          {t('security.end')}
        </Button>
      )}
    </Box>
  );
}
