import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { type Translate, type Translator, useMessages, useTranslator } from '@purser/kit/portal/messages';
import { When } from '@purser/kit/portal/ui/When';
import type { ActivityRecord } from '../../records-activity.js';

/** One entry, or the place of one that comes. */
export const activityLine = {
  display: 'flex',
  flexDirection: { xs: 'column', sm: 'row' },
  gap: { xs: 0.25, sm: 2 },
  alignItems: { sm: 'baseline' },
  px: { xs: 2, sm: 3 },
  py: 1.5,
  borderTop: 1,
  borderColor: 'divider',
  '&:first-of-type': { borderTop: 0 },
} as const;

export function ActivityEntry({ entry }: { readonly entry: ActivityRecord }) {
  const t = useMessages('workspace');
  const { of } = useTranslator();
  const { at, what, by, on } = entry;
  const detail = detailOf(entry, t);
  return (
    <Box component="li" sx={activityLine}>
      <Box sx={{ flex: 1, minWidth: 0 }}>
        <Typography component="p" sx={{ overflowWrap: 'anywhere' }}>
          <Box component="span" sx={{ fontWeight: 600 }}>
            {whatWords(what, of)}
          </Box>
          {on?.name ? `: ${on.name}` : null}
        </Typography>
        <Typography component="p" variant="body2" color="textSecondary" sx={{ overflowWrap: 'anywhere' }}>
          {by.name ?? t(`activity.by.${by.kind}`)}
          {detail ? ` · ${detail}` : null}
        </Typography>
      </Box>
      <Typography component="p" variant="body2" color="textSecondary" sx={{ whiteSpace: 'nowrap' }}>
        <When at={at} />
      </Typography>
    </Box>
  );
}

/** In the words of the plugin that noted it; an entry of one that is switched off, or gone, is named by its code. */
function whatWords(what: string, of: Translator['of']): string {
  const [plugin = '', name = ''] = what.split('.');
  const key = `audit.${name}`;
  const words = of(plugin)(key);
  if (words !== key) return words;
  const plain = name.replaceAll('-', ' ');
  return `${plain.charAt(0).toUpperCase()}${plain.slice(1)} (${plugin})`;
}

/** What it was and what it is, where that says something. */
function detailOf({ before, after }: ActivityRecord, t: Translate): string | null {
  const word = (value: unknown) => {
    if (typeof value !== 'string') return null;
    const role = t(`roles.${value}`);
    return role === `roles.${value}` ? value : role;
  };
  for (const key of ['role', 'name', 'email', 'domain']) {
    const [was, is] = [word(before?.[key]), word(after?.[key])];
    if (was && is && was !== is) return t('activity.changed', { was, is });
    if (is) return is;
    if (was) return was;
  }
  return null;
}
