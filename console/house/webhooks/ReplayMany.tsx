import Replay from '@mui/icons-material/ReplayOutlined';
import type { ConsoleDataProvider } from '@purser/kit/console/act';
import { AskButton } from '@purser/kit/console/ui/AskButton';
import { useDataProvider, useListContext } from 'react-admin';
import { MANAGE_WEBHOOKS } from './permissions.js';

export function ReplayMany() {
  const { selectedIds, onUnselectItems } = useListContext();
  const dataProvider = useDataProvider<ConsoleDataProvider>();
  const act = async () => {
    const body = { ids: selectedIds };
    const { replayed } = await dataProvider.post<{ replayed: string[] }>(
      'console/webhook-deliveries/replay-many',
      body,
    );
    onUnselectItems();
    return `${replayed.length} on their way again.`;
  };
  return (
    <AskButton
      label="Send again"
      icon={<Replay />}
      needs={MANAGE_WEBHOOKS}
      explain="The chosen messages go out once more, with the ids they had: a receiver that took one already knows it again."
      act={act}
    />
  );
}
