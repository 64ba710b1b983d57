import { Typography } from '@mui/material';
import type { ConsoleDataProvider } from '@purser/kit/console/act';
import { useQuery } from '@tanstack/react-query';
import { useDataProvider } from 'react-admin';

const local = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' });

/** The next five moments of what stands in the form, in the reader's own time. */
export function NextRuns({ cron, zone, kind }: { cron: string; zone: string; kind: string }) {
  const dataProvider = useDataProvider<ConsoleDataProvider>();
  const { data, error } = useQuery({
    queryKey: ['policy-preview', cron, zone, kind],
    queryFn: () =>
      dataProvider.read<{ next: string[] }>(`console/policies/preview?${new URLSearchParams({ cron, zone, kind })}`),
    enabled: cron !== '' && zone !== '',
    retry: false,
  });
  if (error) {
    const { body } = error as { body?: { errors?: Record<string, string> } };
    return (
      <Typography role="status" color="error" variant="body2">
        {Object.values(body?.errors ?? {})[0] ?? 'This schedule cannot be read.'}
      </Typography>
    );
  }
  return (
    <Typography role="status" variant="body2" color="text.secondary">
      {data ? `Next, in your time: ${data.next.map((at) => local.format(new Date(at))).join(' · ')}` : ' '}
    </Typography>
  );
}
