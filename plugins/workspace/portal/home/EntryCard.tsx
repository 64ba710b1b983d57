import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useMessages } from '@purser/kit/portal/messages';
import type { PortalEntry } from '@purser/kit/portal/portal';
import { PortalLink } from '@purser/kit/portal/ui/PortalLink';

export function EntryCard({ entry }: { readonly entry: PortalEntry }) {
  const t = useMessages(entry.plugin);
  const Icon = entry.icon;
  return (
    <PortalLink
      to={entry.path}
      underline="none"
      color="textPrimary"
      sx={{
        display: 'flex',
        flexDirection: 'column',
        p: 2.5,
        border: 1,
        borderColor: 'divider',
        borderRadius: 1.5,
        bgcolor: 'background.paper',
        transition: 'border-color 120ms',
        '&:hover': { borderColor: 'secondary.main' },
      }}
    >
      <Box
        sx={{
          width: 40,
          height: 40,
          mb: 1.5,
          borderRadius: 1,
          display: 'grid',
          placeItems: 'center',
          bgcolor: 'secondary.light',
          color: 'secondary.main',
        }}
        aria-hidden
      >
        <Icon />
      </Box>
      <Typography component="span" variant="subtitle1">
        {t(entry.label)}
      </Typography>
      {entry.hint ? (
        <Typography component="span" variant="body2" color="textSecondary">
          {t(entry.hint)}
        </Typography>
      ) : null}
    </PortalLink>
  );
}
