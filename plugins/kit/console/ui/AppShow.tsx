import type { ReactNode } from 'react';
import { type RaRecord, Show, type ShowProps, useShowContext } from 'react-admin';
import { RecordFailed } from './RecordFailed.js';

/**
 * The page of one record. What cannot be loaded is said in its place, with a way to try again; an address that leads to
 * nothing says so, instead of leaving for the list.
 */
export function AppShow<Row extends RaRecord>({
  queryOptions,
  children,
  ...show
}: Omit<ShowProps<Row>, 'actions' | 'error'>) {
  return (
    <Show<Row>
      {...show}
      actions={false}
      error={<UnlessKnown>{children}</UnlessKnown>}
      queryOptions={{ ...saidInPlace, ...queryOptions }}
    >
      {children}
    </Show>
  );
}

/** Without this react-admin would leave for the list, and say that the record does not exist. */
export const saidInPlace = { onError: () => undefined };

/** What is known stays on the page when only a later look at it fails. */
function UnlessKnown({ children }: { readonly children?: ReactNode }) {
  return useShowContext().record ? children : <RecordFailed />;
}
