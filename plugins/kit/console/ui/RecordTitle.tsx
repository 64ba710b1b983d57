import { useRecordContext } from 'react-admin';

/** The page's heading: what the record is called. */
export function RecordTitle({ source }: { source: string }) {
  const record = useRecordContext();
  return <>{record?.[source] ?? ''}</>;
}
