/** What the monitor plugin calls its permissions, audit entries and refusals. Safe in a browser. */
import { defineAudit, definePermissions, defineProblems } from '@purser/kit/names';

export const monitorPermissions = definePermissions('monitor', {
  read: 'See probes, incidents, objectives and maintenance windows',
  maintain: 'Announce and end maintenance windows',
});

export const monitorAudit = defineAudit('monitor', {
  incidentOpened: 'Something stopped answering as it should',
  incidentClosed: 'It answers again',
  maintenanceAnnounced: 'Announced a maintenance window',
  maintenanceEnded: 'Ended a maintenance window',
});

export const monitorProblems = defineProblems({
  incidentNotFound: [404, 'incident_not_found', 'There is no such incident.'],
  maintenanceNotFound: [404, 'maintenance_not_found', 'There is no such maintenance window.'],
  maintenanceOver: [409, 'maintenance_over', 'This maintenance window is over already; nothing was changed.'],
  maintenanceOrder: [
    400,
    'maintenance_order',
    'A maintenance window ends after it starts and after now, and takes seven days at most; nothing was announced.',
  ],
  statusOff: [404, 'status_off', 'This installation shows no public status.'],
});
