import CloudDone from '@mui/icons-material/CloudDoneOutlined';
import CloudOff from '@mui/icons-material/CloudOffOutlined';
import CloudQueue from '@mui/icons-material/CloudQueueOutlined';
import CloudSync from '@mui/icons-material/CloudSyncOutlined';
import Report from '@mui/icons-material/ReportGmailerrorredOutlined';
import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import Tooltip from '@mui/material/Tooltip';
import type { ReactElement } from 'react';
import type { SyncWords } from './syncWords.js';

const looks: Record<SyncWords['tone'], { icon: ReactElement; color: string }> = {
  good: { icon: <CloudDone />, color: 'success.main' },
  working: { icon: <CloudSync />, color: 'info.main' },
  kept: { icon: <CloudOff />, color: 'warning.main' },
  stopped: { icon: <Report />, color: 'error.main' },
  resting: { icon: <CloudQueue />, color: 'text.secondary' },
};

export interface SyncStatusLineProps {
  readonly label: string;
  readonly words: SyncWords;
}

/** Icon and words, never colour alone; changes are read aloud politely, the second sentence comes on focus or touch. */
export function SyncStatusLine({ label, words }: SyncStatusLineProps) {
  const { icon, color } = looks[words.tone];
  return (
    <Box role="status" aria-label={label} sx={{ minWidth: 0, display: 'flex' }}>
      <Tooltip title={words.detail} describeChild enterTouchDelay={0} leaveTouchDelay={6000}>
        <ButtonBase
          sx={{
            gap: 0.75,
            px: 1,
            minHeight: 32,
            minWidth: 0,
            borderRadius: 1,
            color,
            fontFamily: 'inherit',
            fontSize: '0.875rem',
            fontWeight: 600,
            cursor: 'help',
            '& svg': { fontSize: 20, flex: 'none' },
          }}
        >
          {icon}
          <Box component="span" sx={{ overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }}>
            {words.text}
          </Box>
        </ButtonBase>
      </Tooltip>
    </Box>
  );
}
