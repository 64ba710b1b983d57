import { Box, Typography } from '@mui/material';
import type { ReactElement, ReactNode } from 'react';
import { List, type ListProps, Pagination, useListContext } from 'react-admin';
import { ListFailed } from './ListFailed.js';

export interface AppListProps extends Omit<ListProps, 'error' | 'empty' | 'pagination' | 'exporter'> {
  readonly children: ReactNode;
  /** Why the list is empty and what fills it; shown only when no filter is set. */
  readonly nothingYet: string;
  /** The one action that fills the list, if there is one. */
  readonly firstStep?: ReactElement;
}

/**
 * The list every console resource uses: 25 rows, filters in the URL, an honest failure instead of an empty table,
 * and "no match" told apart from "nothing yet".
 */
export function AppList({ children, nothingYet, firstStep, ...list }: AppListProps) {
  return (
    <List
      perPage={25}
      exporter={false}
      error={<ListFailed />}
      empty={<NothingYet text={nothingYet} action={firstStep} />}
      pagination={<ListPager />}
      {...list}
      // The failure stands in the list's place, with its request id; a toast would say it twice and go away.
      queryOptions={{ onError: nothing, ...list.queryOptions }}
    >
      {children}
    </List>
  );
}

const nothing = () => undefined;

function ListPager() {
  const { error } = useListContext();
  return error ? null : <Pagination rowsPerPageOptions={[10, 25, 50, 100]} />;
}

function NothingYet({ text, action }: { text: string; action?: ReactElement }) {
  return (
    <Box sx={{ flex: 1, py: 10, px: 2, textAlign: 'center' }}>
      <Typography variant="h6" component="p" gutterBottom>
        Nothing yet
      </Typography>
      <Typography color="text.secondary" sx={{ maxWidth: 480, mx: 'auto', mb: 2 }}>
        {text}
      </Typography>
      {action}
    </Box>
  );
}
