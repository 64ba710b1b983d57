export default {
  title: 'Setting up {{workspace}}',
  intro: 'This takes a few seconds. You may leave this page; it goes on without you.',
  progress: 'Set-up of the workspace',
  stepsDone: '{{done}} of {{all}} steps done',
  next: 'When the last step is done, the workspace opens here by itself.',
  attempt: '(try {{attempt}})',
  took: '{{seconds}} s',
  steps: {
    allocate: 'Reserve a place',
    'create-log': 'Create its store',
    'issue-access': 'Give it keys',
    'register-route': 'Connect it',
    probe: 'Send a change through it and back',
    announce: 'Open it',
  },
  states: { waiting: 'waiting', running: 'working', done: 'done', failed: 'failed' },
  failedToAsk: 'The state of this workspace could not be loaded',
  offline: 'You are offline, and this device has not opened this workspace before. It comes as soon as you are back.',
  failed: {
    title: '{{workspace}} could not be set up',
    intro: 'Nothing of yours was lost: the workspace and its members are there, only its store is not.',
    retryAt: 'The next try is at {{time}}. This page follows by itself.',
    operator: 'The people who run this service have to start the next try. This page follows by itself.',
    quote: 'If you write to them, name the store {{id}}.',
  },
  closed: {
    title: '{{workspace}} is suspended',
    intro:
      'The people who run this service paused it for everyone. Nothing was deleted, and your changes are kept on this device.',
    lookAgain: 'Look again',
  },
  audit: {
    'store-ready': 'Store ready',
    'store-failed': 'Store could not be prepared',
    'store-retried': 'Store tried again',
    'store-purged': 'Store erased for good',
    'store-healed': 'Missing store asked for again',
  },
  problems: {
    store_not_found: 'This workspace has no store yet; one is requested within a minute.',
    store_not_ready: 'The store of this workspace is not ready yet.',
  },
};
