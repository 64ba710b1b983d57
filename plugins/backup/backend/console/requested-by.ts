/** Address of the operator or customer that `r.requested_by` names; null for the system and for who is gone. */
export const REQUESTED_BY_EMAIL = `(CASE split_part(r.requested_by, ':', 1)
  WHEN 'operator' THEN (SELECT o.email FROM auth_operator o WHERE o.id = split_part(r.requested_by, ':', 2)::uuid)
  WHEN 'customer' THEN (SELECT u.email FROM auth_user u WHERE u.id = split_part(r.requested_by, ':', 2)::uuid) END)`;
