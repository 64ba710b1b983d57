/** Joining by the domain of a mailbox. */
export default {
  join: {
    title: 'You can join',
    intro:
      'Their owners let everybody with a mailbox like yours in. You join as a member, and its members see that you did.',
    open: 'Open to everybody at {{domain}}.',
    full: 'Every seat is taken; ask an owner for one.',
    action: 'Join',
    named: 'Join {{workspace}}',
  },
  domains: {
    title: 'Joining by domain',
    intro:
      'Everybody with a confirmed mailbox at your domain may join as a member, without an invitation, while there are seats.',
    failed: 'The domains could not be loaded',
    name: 'Domain',
    hint: 'One whose mailboxes are all your own.',
    add: 'Add domain',
    proven: 'Proven',
    unproven: 'Not proven yet',
    publish:
      'Publish this TXT record at your DNS provider to prove that the domain is yours. Nobody can join by it before.',
    recordName: 'Name of the record',
    recordValue: 'Value of the record',
    copy: 'Copy',
    copied: 'Copied',
    check: 'Check the record',
    open: 'Everybody at {{domain}} is offered to join. Who was removed from this workspace is not.',
    remove: 'Remove',
    removeNamed: 'Remove {{domain}}',
    ask: 'Remove {{domain}}?',
    text: 'Nobody can join by it any more. Who has joined stays. To use it again it has to be proven again.',
  },
};
