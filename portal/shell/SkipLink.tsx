import Box from '@mui/material/Box';
import { useMessages } from '@purser/kit/portal/messages';

/** First in the tab order, visible when it has the focus. */
export function SkipLink() {
  const t = useMessages('portal');
  return (
    <Box
      component="a"
      href="#content"
      sx={{
        position: 'fixed',
        top: 8,
        left: 8,
        zIndex: 2000,
        px: 2,
        py: 1,
        borderRadius: 1,
        bgcolor: 'primary.main',
        color: 'primary.contrastText',
        fontWeight: 600,
        transform: 'translateY(-200%)',
        '&:focus': { transform: 'none' },
      }}
    >
      {t('skip')}
    </Box>
  );
}
