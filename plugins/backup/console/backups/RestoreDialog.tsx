import {
  Alert,
  Autocomplete,
  Button,
  Dialog,
  DialogActions,
  DialogContent,
  DialogTitle,
  FormControl,
  FormControlLabel,
  FormLabel,
  Radio,
  RadioGroup,
  TextField,
  Typography,
} from '@mui/material';
import type { ConsoleDataProvider } from '@purser/kit/console/act';
import { TypedWord } from '@purser/kit/console/ui/TypedWord';
import { type SyntheticEvent, useId, useState } from 'react';
import { type RaRecord, useDataProvider, useGetList, useRedirect } from 'react-admin';

type Mode = 'dry' | 'copy' | 'in-place';

interface Chosen {
  readonly id: string;
  readonly name: string;
}

/** What an owner asked for, and this answers. */
export interface AnsweredRequest {
  readonly id: string;
  readonly workspaceId: string;
  readonly workspaceName: string;
  readonly reason: string;
}

interface RestoreDialogProps {
  readonly backup: RaRecord;
  readonly request?: AnsweredRequest;
  readonly onClose: () => void;
}

/** Which workspace, how, and why; in place also its name, typed, and a password given lately. */
export function RestoreDialog({ backup, request, onClose }: RestoreDialogProps) {
  const titleId = useId();
  const dataProvider = useDataProvider<ConsoleDataProvider>();
  const redirect = useRedirect();
  const [workspace, setWorkspace] = useState<Chosen | null>(
    request
      ? { id: request.workspaceId, name: request.workspaceName }
      : backup.workspaceId
        ? { id: backup.workspaceId, name: backup.workspaceName ?? backup.workspaceId }
        : null,
  );
  const [mode, setMode] = useState<Mode>('copy');
  const [reason, setReason] = useState(request ? `Asked for by its owner: ${request.reason}`.slice(0, 500) : '');
  const [typed, setTyped] = useState('');
  const [label, setLabel] = useState('');
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const isLacking = !workspace || reason.trim().length < 3 || (mode === 'in-place' && typed !== workspace.name);

  const submit = async (event: SyntheticEvent) => {
    event.preventDefault();
    setBusy(true);
    setFailure(null);
    try {
      const { data } = await dataProvider.act('backups', backup.id, 'restore', {
        mode: mode === 'in-place' ? 'in-place' : 'copy',
        dryRun: mode === 'dry',
        workspaceId: workspace?.id,
        reason: reason.trim(),
        ...(mode === 'in-place' ? { confirm: typed } : {}),
        ...(mode === 'copy' && label.trim() ? { label: label.trim() } : {}),
        ...(request && mode !== 'dry' ? { requestId: request.id } : {}),
      });
      redirect('show', 'restores', data.id);
    } catch (error) {
      setFailure((error as Error).message);
      setBusy(false);
    }
  };

  return (
    <Dialog open onClose={busy ? undefined : onClose} aria-labelledby={titleId} fullWidth maxWidth="sm">
      <form onSubmit={submit}>
        <DialogTitle id={titleId}>Restore a workspace</DialogTitle>
        <DialogContent>
          {request ? (
            <Typography>
              {request.workspaceName}, as it was at {new Date(backup.snapshotAt).toLocaleString('en-GB')}
            </Typography>
          ) : backup.workspaceId ? null : (
            <WorkspaceChoice value={workspace} onChange={setWorkspace} />
          )}
          <FormControl margin="normal">
            <FormLabel id={`${titleId}-mode`}>How</FormLabel>
            <RadioGroup
              aria-labelledby={`${titleId}-mode`}
              value={mode}
              onChange={(_, value) => setMode(value as Mode)}
              sx={{ gap: { xs: 1, sm: 0 } }}
            >
              <FormControlLabel value="dry" control={<Radio />} label="Only try: tell what would be restored" />
              <FormControlLabel value="copy" control={<Radio />} label="As a new workspace, beside the one there is" />
              <FormControlLabel value="in-place" control={<Radio />} label="In place of what it has become" />
            </RadioGroup>
          </FormControl>
          {mode === 'copy' ? (
            <TextField
              label="Behind its name"
              helperText="In brackets; the moment of the backup unless you say otherwise."
              value={label}
              onChange={(event) => setLabel(event.target.value)}
              fullWidth
              margin="normal"
              autoComplete="off"
              slotProps={{ htmlInput: { maxLength: 26 } }}
            />
          ) : null}
          {mode === 'in-place' ? (
            <>
              <Alert severity="warning">
                Everything that happened in it since this backup goes. Nobody can write meanwhile; what is there now is
                kept as a backup first, and each device can download or add again what was made on it since.
              </Alert>
              {workspace ? <TypedWord word={workspace.name} value={typed} onChange={setTyped} /> : null}
            </>
          ) : null}
          <TextField
            label="Reason"
            helperText="Kept in the audit trail."
            value={reason}
            onChange={(event) => setReason(event.target.value)}
            required
            fullWidth
            margin="normal"
            slotProps={{ htmlInput: { maxLength: 500 } }}
          />
          {failure ? <Alert severity="error">{failure}</Alert> : null}
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose} disabled={busy}>
            Cancel
          </Button>
          <Button
            type="submit"
            variant="contained"
            color={mode === 'in-place' ? 'error' : 'primary'}
            disabled={busy || isLacking}
          >
            {mode === 'dry' ? 'Try it' : request ? 'Approve and restore' : 'Restore'}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}

/** By name, or by the id of one that is deleted. */
function WorkspaceChoice({ value, onChange }: { value: Chosen | null; onChange: (chosen: Chosen | null) => void }) {
  const [q, setQ] = useState('');
  const { data = [], isFetching } = useGetList('workspaces', {
    pagination: { page: 1, perPage: 20 },
    sort: { field: 'name', order: 'ASC' },
    filter: q && q !== value?.name ? { q } : {},
  });
  const found = data.map(({ id, name }): Chosen => ({ id: String(id), name }));
  const typedId = /^[0-9a-f-]{36}$/.test(q.trim()) ? [{ id: q.trim(), name: q.trim() }] : [];
  return (
    <Autocomplete
      value={value}
      options={found.length > 0 ? found : typedId}
      loading={isFetching}
      filterOptions={(options) => options}
      getOptionLabel={({ name }) => name}
      getOptionKey={({ id }) => id}
      isOptionEqualToValue={(one, other) => one.id === other.id}
      onChange={(_, chosen) => onChange(chosen)}
      onInputChange={(_, text) => setQ(text)}
      renderInput={(params) => (
        <TextField
          {...params}
          label="Workspace"
          helperText="Its name; or the id of one that is deleted."
          margin="normal"
          required
        />
      )}
    />
  );
}
