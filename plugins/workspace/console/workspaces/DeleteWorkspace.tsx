import type { ConsoleDataProvider } from '@purser/kit/console/act';
import { AskButton } from '@purser/kit/console/ui/AskButton';
import { useDataProvider, useRecordContext } from 'react-admin';
import { workspacePermissions } from '../../names.js';

/** Its name is typed first: members lose it at once. */
export function DeleteWorkspace() {
  const record = useRecordContext();
  const dataProvider = useDataProvider<ConsoleDataProvider>();
  if (!record) return null;
  const act = async (reason: string) => {
    const { data } = await dataProvider.act('workspaces', record.id, 'delete', { reason });
    const until = new Date(data.purgeAfter).toLocaleDateString('en-GB', { dateStyle: 'medium' });
    return `Deleted. It can be brought back until ${until}.`;
  };
  return (
    <AskButton
      label="Delete"
      title={`Delete ${record.name}`}
      danger
      reason
      word={record.name}
      needs={workspacePermissions.delete.name}
      explain="It closes for all its members at once. It can be brought back for a while, and is then erased for good with its store."
      act={act}
    />
  );
}
