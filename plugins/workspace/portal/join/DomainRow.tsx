import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Chip from '@mui/material/Chip';
import Typography from '@mui/material/Typography';
import { useMessages } from '@purser/kit/portal/messages';
import { usePortal } from '@purser/kit/portal/portal';
import { ConfirmDialog } from '@purser/kit/portal/ui/ConfirmDialog';
import { CopyEntry } from '@purser/kit/portal/ui/CopyEntry';
import { ErrorState } from '@purser/kit/portal/ui/ErrorState';
import { useSubmit } from '@purser/kit/portal/useSubmit';
import { useState } from 'react';
import type { DomainRecord } from '../../records-domains.js';

export interface DomainRowProps {
  readonly record: DomainRecord;
  readonly onVerify: () => Promise<void>;
  readonly onRemove: () => Promise<void>;
}

/** One domain: what to publish while it is not proven, and how to take it away. */
export function DomainRow({ record, onVerify, onRemove }: DomainRowProps) {
  const t = useMessages('workspace');
  const { online } = usePortal();
  const [asking, setAsking] = useState(false);
  const verifying = useSubmit(onVerify);
  const { domain, recordName, recordValue, verifiedAt } = record;
  const words = { copy: t('domains.copy'), copied: t('domains.copied') };
  return (
    <Box component="li" sx={{ borderTop: 1, borderColor: 'divider', pt: 2 }}>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1.5 }}>
        <Box sx={{ flex: 1, minWidth: 0, display: 'flex', alignItems: 'center', columnGap: 1.5, flexWrap: 'wrap' }}>
          <Typography component="p" sx={{ fontWeight: 600, overflowWrap: 'anywhere' }}>
            {domain}
          </Typography>
          <Chip
            size="small"
            color={verifiedAt ? 'success' : 'warning'}
            variant="outlined"
            label={t(verifiedAt ? 'domains.proven' : 'domains.unproven')}
          />
        </Box>
        <Button
          size="small"
          color="inherit"
          disabled={!online}
          aria-label={t('domains.removeNamed', { domain })}
          onClick={() => setAsking(true)}
          sx={{ flex: 'none', alignSelf: 'flex-start' }}
        >
          {t('domains.remove')}
        </Button>
      </Box>
      {verifiedAt ? (
        <Typography variant="body2" color="textSecondary" sx={{ mt: 0.5 }}>
          {t('domains.open', { domain })}
        </Typography>
      ) : (
        <Box sx={{ display: 'grid', gap: 2, mt: 1.5 }}>
          <Typography variant="body2" color="textSecondary">
            {t('domains.publish')}
          </Typography>
          <CopyEntry label={t('domains.recordName')} value={recordName} {...words} />
          <CopyEntry label={t('domains.recordValue')} value={recordValue} {...words} />
          {verifying.error ? <ErrorState error={verifying.error} plugin="workspace" /> : null}
          <Box>
            <Button variant="outlined" loading={verifying.busy} disabled={!online} onClick={() => void verifying.run()}>
              {t('domains.check')}
            </Button>
          </Box>
        </Box>
      )}
      <ConfirmDialog
        open={asking}
        title={t('domains.ask', { domain })}
        confirm={t('domains.remove')}
        plugin="workspace"
        onConfirm={onRemove}
        onClose={() => setAsking(false)}
      >
        {t('domains.text')}
      </ConfirmDialog>
    </Box>
  );
}
