import { ReferenceField, useResourceDefinitions } from 'react-admin';
import { type AuditRecord, actorOf, subjectOf } from './audit.js';

/** Who did it. The trail keeps no address of a customer, so that it can outlive an account: it is looked up here. */
export function Actor({ record }: { record: AuditRecord }) {
  const { actorKind, actorId } = record;
  return <Named resource={actorKind === 'customer' ? 'users' : null} id={actorId} otherwise={actorOf(record)} />;
}

/** What it was done to. */
export function Subject({ record }: { record: AuditRecord }) {
  const { subjectType, subjectId } = record;
  return <Named resource={subjectType && `${subjectType}s`} id={subjectId} otherwise={subjectOf(record)} />;
}

/** As its own resource calls it, where there is one that this operator may see; one request names a whole page. */
function Named({ resource, id, otherwise }: { resource: string | null; id: string | null; otherwise: string }) {
  const resources = useResourceDefinitions();
  if (!resource || !id || !resources[resource]?.hasShow) return otherwise;
  return (
    <ReferenceField record={{ id }} source="id" reference={resource} link="show" empty={<span>{otherwise}</span>} />
  );
}
