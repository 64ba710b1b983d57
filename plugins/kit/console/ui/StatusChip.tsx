import CheckCircle from '@mui/icons-material/CheckCircleOutlined';
import ErrorIcon from '@mui/icons-material/ErrorOutlined';
import HourglassTop from '@mui/icons-material/HourglassEmptyOutlined';
import PauseCircle from '@mui/icons-material/PauseCircleOutlined';
import Warning from '@mui/icons-material/WarningAmberOutlined';
import { Chip } from '@mui/material';

export type Tone = 'good' | 'working' | 'paused' | 'warning' | 'bad';

const look = {
  good: { icon: <CheckCircle />, color: 'success' },
  working: { icon: <HourglassTop />, color: 'info' },
  paused: { icon: <PauseCircle />, color: 'default' },
  warning: { icon: <Warning />, color: 'warning' },
  bad: { icon: <ErrorIcon />, color: 'error' },
} as const;

/** A state as icon and word, never by colour alone. */
export function StatusChip({ label, tone }: { label: string; tone: Tone }) {
  return <Chip size="small" variant="outlined" label={label} icon={look[tone].icon} color={look[tone].color} />;
}
