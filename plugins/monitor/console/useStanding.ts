import type { ConsoleDataProvider } from '@purser/kit/console/act';
import { useQuery } from '@tanstack/react-query';
import { useDataProvider } from 'react-admin';
import type { MonitorStanding } from '../records.js';

export const STANDING = ['monitor'];

/** How everything stands, asked again every fifteen seconds. */
export function useStanding() {
  const dataProvider = useDataProvider<ConsoleDataProvider>();
  return useQuery({
    queryKey: STANDING,
    queryFn: () => dataProvider.read<MonitorStanding>('console/monitor'),
    refetchInterval: 15_000,
  });
}
