export default {
  nav: 'Exports',
  hint: 'Take everything in this workspace along, as a file.',
  title: 'Exports',
  intro:
    'An export is a file with this workspace, its members and every change ever made in it. It takes a moment; you get a mail when it is ready, and it stays for a week.',
  ask: 'Export this workspace',
  asked: 'The export has begun. You get a mail when it is ready; this page follows by itself.',
  none: 'Nobody has exported this workspace yet.',
  failedToLoad: 'The exports could not be loaded',
  download: 'Download',
  downloadOf: 'Download the export of {{time}}',
  expires: 'until {{time}}',
  states: {
    queued: 'waiting',
    running: 'being made',
    uploaded: 'ready',
    verified: 'ready',
    failed: 'failed; ask for it again',
    corrupt: 'damaged; ask for it again',
    cancelled: 'cancelled',
    expired: 'deleted, as announced',
  },
  problems: {
    backup_not_found: 'This export does not exist any more. Ask for a new one.',
    backup_not_finished: 'This export is not ready yet; this page follows by itself.',
  },
};
