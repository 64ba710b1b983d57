import Download from '@mui/icons-material/DownloadOutlined';
import { Button } from '@mui/material';
import { useState } from 'react';
import { useDataProvider, useListContext, useNotify } from 'react-admin';
import { csvCell } from '../../csv.js';
import { saveFile } from '../../saveFile.js';

const PAGE = 1_000;
const MOST = 10_000;

/** What the list shows, with its filter and order, as a file of these fields. At most 10,000 rows; says so if there are more. */
export function ExportCsv({ fields }: { fields: readonly string[] }) {
  const { resource, filterValues, sort } = useListContext();
  const dataProvider = useDataProvider();
  const notify = useNotify();
  const [busy, setBusy] = useState(false);

  const download = async () => {
    setBusy(true);
    try {
      const lines = [fields.join(',')];
      let total = 0;
      for (let page = 1; page <= MOST / PAGE; page += 1) {
        const pagination = { page, perPage: PAGE };
        const answer = await dataProvider.getList(resource, { pagination, sort, filter: filterValues });
        total = answer.total ?? 0;
        for (const row of answer.data) lines.push(fields.map((field) => csvCell(text(row[field]))).join(','));
        if (answer.data.length < PAGE) break;
      }
      saveFile(`${resource}.csv`, new Blob([`${lines.join('\r\n')}\r\n`], { type: 'text/csv;charset=utf-8' }));
      const rows = lines.length - 1;
      if (rows < total) notify(`The first ${rows} of ${total} were exported; narrow the filter for the others.`);
    } catch (error) {
      notify(`Nothing was exported. ${(error as Error).message}`, { type: 'error' });
    } finally {
      setBusy(false);
    }
  };

  return (
    <Button size="small" startIcon={<Download />} onClick={download} disabled={busy}>
      Export
    </Button>
  );
}

function text(value: unknown): string | undefined {
  if (value === null || value === undefined) return undefined;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
