import { Box } from '@mui/material';
import { entriesShown, useConsoleFacts } from '@purser/kit/console/facts';
import { SlotBoundary } from '@purser/kit/console/ui/SlotBoundary';
import { Title, usePermissions } from 'react-admin';

/** The cards of every plugin, in the order of the house. */
export function Dashboard() {
  const facts = useConsoleFacts();
  const { permissions = [] } = usePermissions<string[]>();
  const cards = entriesShown('cards', facts, permissions);
  return (
    <Box sx={{ display: 'grid', gridTemplateColumns: 'repeat(12, 1fr)', gap: 2, py: 2 }}>
      <Title title="Dashboard" />
      {cards.map((card) => (
        <Box
          key={`${card.plugin}/${card.key}`}
          sx={{
            gridColumn: { xs: 'span 12', sm: `span ${Math.max(card.width ?? 3, 6)}`, lg: `span ${card.width ?? 3}` },
          }}
        >
          <SlotBoundary name={`${card.plugin}: ${card.key}`}>
            <card.component />
          </SlotBoundary>
        </Box>
      ))}
    </Box>
  );
}
