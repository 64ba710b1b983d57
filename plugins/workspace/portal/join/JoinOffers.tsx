import Box from '@mui/material/Box';
import { useMessages } from '@purser/kit/portal/messages';
import { Section } from '@purser/kit/portal/ui/Section';
import { JoinOfferRow } from './JoinOfferRow.js';
import { useJoinOffers } from './useJoinOffers.js';

/** What this person may join without an invitation; nothing when there is none. */
export function JoinOffers() {
  const t = useMessages('workspace');
  const { offers, join } = useJoinOffers();
  if (offers.length === 0) return null;
  return (
    <Section title={t('join.title')} intro={t('join.intro')}>
      <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0, display: 'grid', gap: 2.5 }}>
        {offers.map((offer) => (
          <JoinOfferRow key={offer.workspaceId} offer={offer} onJoin={() => join(offer)} />
        ))}
      </Box>
    </Section>
  );
}
