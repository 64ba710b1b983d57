import NativeSelect from '@mui/material/NativeSelect';
import OutlinedInput from '@mui/material/OutlinedInput';
import { useMessages } from '@purser/kit/portal/messages';
import { type Role, reaches, roles } from '../../records.js';

export interface RoleSelectProps {
  /** Read aloud; the row shows whose role it is. */
  readonly label: string;
  readonly value: Role;
  /** Nobody gives a role above their own. */
  readonly upTo: Role;
  readonly disabled?: boolean;
  readonly onChoose: (role: Role) => void;
}

export function RoleSelect({ label, value, upTo, disabled, onChoose }: RoleSelectProps) {
  const t = useMessages('workspace');
  return (
    <NativeSelect
      value={value}
      disabled={disabled}
      onChange={(event) => onChoose(event.target.value as Role)}
      input={<OutlinedInput size="small" notched={false} />}
      inputProps={{ 'aria-label': label }}
      sx={{ flex: 'none', minWidth: { xs: 104, sm: 120 }, fontSize: '0.9rem' }}
    >
      {roles
        .filter((role) => reaches(upTo, role))
        .map((role) => (
          <option key={role} value={role}>
            {t(`roles.${role}`)}
          </option>
        ))}
    </NativeSelect>
  );
}
