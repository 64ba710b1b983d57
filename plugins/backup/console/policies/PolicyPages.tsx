import { RecordTitle } from '@purser/kit/console/ui/RecordTitle';
import { Create, Edit } from 'react-admin';
import { PolicyForm } from './PolicyForm.js';

/** Saved only when nobody else has changed it meanwhile: its version goes along. */
export function PolicyEdit() {
  return (
    <Edit mutationMode="pessimistic" title={<RecordTitle source="name" />} redirect="list" actions={false}>
      <PolicyForm />
    </Edit>
  );
}

export function PolicyCreate() {
  return (
    <Create title="New backup policy" redirect="list">
      <PolicyForm fresh />
    </Create>
  );
}
