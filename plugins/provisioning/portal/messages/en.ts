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
  retryAt: 'A step did not work. It is tried again at {{time}}, and this page follows by itself.',
  failedToAsk: 'The state of this workspace could not be loaded',
  offline: 'You are offline, and this device has not opened this workspace before. It comes as soon as you are back.',
  failed: {
    title: '{{workspace}} could not be set up',
    intro: 'Nothing of yours was lost: the workspace and its members are there, only its store is not.',
    operator: 'The people who run this service have to start the next try. This page follows by itself.',
    quote: 'If you write to them, name the store {{id}}.',
  },
  closed: {
    lookAgain: 'Look again',
    progress: 'Opening the workspace',
    suspended: {
      title: '{{workspace}} is suspended',
      intro:
        'The people who run this service paused it for everyone. Nothing was deleted, and your changes are kept on this device.',
      next: 'When they resume it, it opens here by itself, and what you have not sent is sent.',
    },
    deleted: {
      title: '{{workspace}} was deleted',
      intro: 'Nobody can open it any more. Until its grace is over, everything in it is kept as it was.',
      next: 'An owner can bring it back under “Your workspaces”; it then opens here by itself.',
    },
    opening: {
      title: '{{workspace}} is being opened again',
      intro: 'It was paused, and is checked before anybody is let in. This takes a few seconds.',
      next: 'The workspace opens here by itself, and what you have not sent is sent.',
    },
    restoring: {
      title: '{{workspace}} is being brought back',
      intro: 'Everything in it is as it was. It is checked before anybody is let in, which takes a few seconds.',
      next: 'The workspace opens here by itself.',
    },
    failed: {
      title: '{{workspace}} could not be opened again',
      intro: 'Nothing was lost: everything in it is kept, and so are your changes on this device.',
      next: 'The people who run this service have to start the next try. This page follows by itself.',
    },
  },
  readOnly: {
    title: '{{workspace}} can only be read now',
    text: 'The people who run this service paused changes for everyone. What you change meanwhile waits on this device and is sent when they resume it.',
    fullTitle: '{{workspace}} is full and can only be read now',
    fullText:
      'What you have not sent yet waits on this device and is sent when there is more room. An owner sees in the settings how full it is and what to do.',
  },
  usage: {
    title: 'How full it is',
    intro: 'What this workspace holds of what it may hold.',
    failed: 'How full this workspace is could not be loaded',
    changes: 'Changes',
    data: 'Data',
    connections: 'Devices connected now',
    of: '{{used}} of {{quota}}',
    keeps:
      'Every change is kept, so that all devices come to the same result; that something was deleted, too. So deleting makes no room.',
    nearlyFull: {
      goesOn:
        'This workspace is nearly full. Everybody can go on working; when it is full, it opens more slowly on new devices.',
      stops: 'This workspace is nearly full. Everybody can go on working; when it is full, it can only be read.',
    },
    full: {
      goesOn: 'This workspace is full. Everybody can go on working for now; it opens more slowly on new devices.',
      stops:
        'This workspace is full. In a few minutes it can only be read; what is not sent by then waits on the devices, and nothing is lost.',
      readOnly:
        'This workspace is full and can only be read. What was not sent waits on the devices, and nothing is lost.',
    },
    whatToDo: 'Ask the people who run this service for more room, or begin a new workspace for what is next.',
  },
  audit: {
    'store-ready': 'Store ready',
    'store-failed': 'Store could not be prepared',
    'store-retried': 'Store tried again',
    'store-suspended': 'Store suspended',
    'store-resumed': 'Store resumed',
    'store-reopened': 'Store opened again',
    'store-purged': 'Store erased for good',
    'store-healed': 'Missing store asked for again',
    'quota-changed': 'Room of the workspace changed',
  },
  problems: {
    store_not_found: 'This workspace has no store yet; one is requested within a minute.',
    store_not_ready: 'The store of this workspace is not ready yet.',
  },
};
