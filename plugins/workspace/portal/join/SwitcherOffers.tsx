import { useMessages } from '@purser/kit/portal/messages';
import { SwitcherSection } from '../SwitcherSection.js';
import { JoinOfferRow } from './JoinOfferRow.js';
import { useJoinOffers } from './useJoinOffers.js';

/** Workspaces that the person may join, where they look for theirs. */
export function SwitcherOffers({ onFollow }: { readonly onFollow: () => void }) {
  const t = useMessages('workspace');
  const { offers, join } = useJoinOffers();
  if (offers.length === 0) return null;
  return (
    <SwitcherSection title={t('join.title')} maxHeight="30vh">
      {offers.map((offer) => (
        <JoinOfferRow key={offer.workspaceId} offer={offer} onJoin={() => join(offer)} onFollow={onFollow} />
      ))}
    </SwitcherSection>
  );
}
