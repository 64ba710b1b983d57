import Block from '@mui/icons-material/BlockOutlined';
import HourglassBottom from '@mui/icons-material/HourglassBottomOutlined';
import MarkEmailUnread from '@mui/icons-material/MarkEmailUnreadOutlined';
import TaskAlt from '@mui/icons-material/TaskAltOutlined';
import Box from '@mui/material/Box';
import { useMessages } from '@purser/kit/portal/messages';
import { PageHeading } from '@purser/kit/portal/ui/PageHeading';
import { PortalButton } from '@purser/kit/portal/ui/PortalLink';

const icons = {
  token_expired: HourglassBottom,
  token_superseded: MarkEmailUnread,
  token_used: TaskAlt,
  account_disabled: Block,
};

type Over = keyof typeof icons;

export function isOver(code: string): code is Over {
  return Object.hasOwn(icons, code);
}

/** What became of a link that no longer opens anything: what happened, what is safe, what to do. */
export function LinkOver({ why }: { readonly why: Over }) {
  const t = useMessages('reset');
  const Icon = icons[why];
  const askAgain = (
    <PortalButton to="/recover" variant={why === 'token_used' ? 'outlined' : 'contained'} size="large" fullWidth>
      {t('choose.askAgain')}
    </PortalButton>
  );
  const signIn = (
    <PortalButton to="/sign-in" variant="contained" size="large" fullWidth>
      {t('done.signIn')}
    </PortalButton>
  );
  return (
    <>
      <Icon sx={{ fontSize: 44, color: 'primary.main', mb: 1.5 }} aria-hidden />
      <Box role="alert">
        <PageHeading title={t(`over.${why}.title`)} intro={t(`over.${why}.text`)} />
      </Box>
      <Box sx={{ display: 'grid', gap: 1.5 }}>
        {why === 'token_used' || why === 'account_disabled' ? signIn : null}
        {why === 'account_disabled' ? null : askAgain}
      </Box>
    </>
  );
}
