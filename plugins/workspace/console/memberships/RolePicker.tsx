import { MenuItem, TextField } from '@mui/material';
import { type Role, roles } from '../../records.js';

export function RolePicker({ value, onChange }: { value: Role; onChange: (role: Role) => void }) {
  return (
    <TextField
      select
      label="Role"
      value={value}
      onChange={(event) => onChange(event.target.value as Role)}
      fullWidth
      margin="normal"
    >
      {roles.map((role) => (
        <MenuItem key={role} value={role}>
          {role}
        </MenuItem>
      ))}
    </TextField>
  );
}
