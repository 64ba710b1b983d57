import Box from '@mui/material/Box';
import Divider from '@mui/material/Divider';
import Typography from '@mui/material/Typography';
import { useMessages } from '@purser/kit/portal/messages';
import { useId } from 'react';
import { JoinOfferRow } from './JoinOfferRow.js';
import { useJoinOffers } from './useJoinOffers.js';

/** The same, where the person looks for their workspaces. */
export function SwitcherOffers({ onFollow }: { readonly onFollow: () => void }) {
  const t = useMessages('workspace');
  const { offers, join } = useJoinOffers();
  const title = useId();
  if (offers.length === 0) return null;
  return (
    <>
      <Divider sx={{ my: 1 }} />
      <Typography component="h2" variant="subtitle2" id={title} sx={{ px: 1.5, pt: 0.5 }}>
        {t('join.title')}
      </Typography>
      <Box
        component="ul"
        aria-labelledby={title}
        sx={{ listStyle: 'none', m: 0, px: 1.5, py: 1, display: 'grid', gap: 2, maxHeight: '30vh', overflowY: 'auto' }}
      >
        {offers.map((offer) => (
          <JoinOfferRow key={offer.workspaceId} offer={offer} onJoin={() => join(offer)} onFollow={onFollow} />
        ))}
      </Box>
    </>
  );
}
