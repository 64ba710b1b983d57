import Box from '@mui/material/Box';
import { useMembers } from '@purser/client/react/workspaces';
import { useMessages } from '@purser/kit/portal/messages';
import { useWorkspace } from '@purser/kit/portal/portal';
import { ChoiceEntry } from '@purser/kit/portal/ui/ChoiceEntry';
import { TextEntry } from '@purser/kit/portal/ui/TextEntry';
import { type ActivityFilter, activityGroups } from './useActivity.js';

export interface ActivityFiltersProps {
  readonly filter: ActivityFilter;
  readonly onChange: (part: Partial<ActivityFilter>) => void;
}

export function ActivityFilters({ filter, onChange }: ActivityFiltersProps) {
  const t = useMessages('workspace');
  const { id } = useWorkspace();
  const { members = [] } = useMembers(id);
  return (
    <Box
      role="search"
      aria-label={t('activity.filters')}
      sx={{ display: 'grid', gap: 2, gridTemplateColumns: { xs: '1fr 1fr', md: 'repeat(4, 1fr)' }, mb: 3 }}
    >
      <ChoiceEntry
        label={t('activity.about')}
        value={filter.about}
        onChoose={(about) => onChange({ about })}
        options={[
          ['', t('activity.everything')],
          ...activityGroups.map((name) => [name, t(`activity.groups.${name}`)] as const),
        ]}
      />
      <ChoiceEntry
        label={t('activity.who')}
        value={filter.by}
        onChoose={(by) => onChange({ by })}
        options={[['', t('activity.everybody')], ...members.map(({ userId, name }) => [userId, name] as const)]}
      />
      <TextEntry
        label={t('activity.from')}
        type="date"
        value={filter.from}
        onChange={(event) => onChange({ from: event.target.value })}
      />
      <TextEntry
        label={t('activity.to')}
        type="date"
        value={filter.to}
        onChange={(event) => onChange({ to: event.target.value })}
      />
    </Box>
  );
}
