import Box from '@mui/material/Box';
import { useMessages } from '@purser/kit/portal/messages';
import { usePortal, useWorkspace } from '@purser/kit/portal/portal';
import { PageHeading } from '@purser/kit/portal/ui/PageHeading';
import { About } from './About.js';
import { EntryCard } from './EntryCard.js';

/** Where a workspace opens: what can be done here, and who is in it. */
export default function Home() {
  const t = useMessages('workspace');
  const { id, name } = useWorkspace();
  const { entries } = usePortal();
  const home = `/w/${id}`;
  return (
    <>
      <PageHeading title={name} intro={t('home.intro')} />
      <Box
        sx={{
          display: 'grid',
          gap: 2,
          gridTemplateColumns: { xs: '1fr', sm: 'repeat(auto-fill, minmax(240px, 1fr))' },
          mb: 4,
        }}
      >
        {entries
          .filter(({ path }) => path !== home)
          .map((entry) => (
            <EntryCard key={entry.path} entry={entry} />
          ))}
      </Box>
      <About />
    </>
  );
}
