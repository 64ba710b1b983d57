export default {
  nav: 'Tasks',
  hint: 'What is to do, shared by everyone here, online or not.',
  title: 'Tasks',
  intro: 'One list for everyone in {{workspace}}. It works offline too.',
  summary_one: '{{done}} of 1 task done',
  summary_other: '{{done}} of {{count}} tasks done',
  loading: 'Opening the list',
  open: 'To do',
  done: 'Done',
  failed: 'The list could not be opened',
  add: { label: 'New task', button: 'Add', tooLong: 'A task has at most {{max}} characters; this one has {{length}}.' },
  empty: { title: 'Nothing to do yet', text: 'What you add here appears for everyone in {{workspace}}, at once.' },
  allDone: 'All done.',
  task: {
    complete: 'Done: {{title}}',
    rename: 'Rename {{title}}',
    renameField: 'New wording',
    more: 'More for {{title}}',
    menu: { rename: 'Rename', up: 'Move up', down: 'Move down', remove: 'Delete…' },
  },
  move: {
    handle: 'Move {{title}}',
    hint: 'Arrow up and down move the task; it can also be dragged.',
    moved: '{{title}} is now at place {{place}} of {{count}}.',
  },
  remove: {
    title: 'Delete “{{title}}”?',
    text: 'It disappears for everyone in this workspace and cannot be brought back.',
    confirm: 'Delete',
  },
  readOnly: 'Your role in this workspace allows reading only. An admin can change that.',
  stopped: 'Changes are off until this is settled.',
  memoryOnly:
    'This browser keeps nothing on the device (a private window, perhaps). Changes are safe only once they are synced.',
  setAside: {
    text_one:
      'This workspace was restored to an earlier state. 1 change of yours that it did not hold was set aside on this device.',
    text_other:
      'This workspace was restored to an earlier state. {{count}} changes of yours that it did not hold were set aside on this device.',
    closedText_one:
      'You were out of this workspace for a while. 1 change of yours that was never sent was set aside on this device.',
    closedText_other:
      'You were out of this workspace for a while. {{count}} changes of yours that were never sent were set aside on this device.',
    download: 'Download',
    addAgain: 'Add again',
    discard: 'Discard',
    discardTitle: 'Discard what was set aside?',
    discardText: 'These changes are then gone from this device, and no other has them.',
  },
  leftovers: {
    title: 'What this device still has',
    looking: 'Looking for changes of yours that were never sent…',
    cleared: 'Everything of yours had been sent. The copy of this workspace was removed from this device.',
    kept_one: '1 change of yours was never sent. It is kept on this device; the rest of the copy was removed.',
    kept_other:
      '{{count}} changes of yours were never sent. They are kept on this device; the rest of the copy was removed.',
    typed: 'What you were typing is kept too.',
    download: 'Download what was not sent',
    discard: 'Discard it',
    discardTitle: 'Discard what was not sent?',
    discardText: 'It is then gone from this device, and no other has it.',
    failed: 'The copy on this device could not be read. It is still here; reload to try again.',
  },
  unsent: {
    text_one: '1 change of yours is not sent yet.',
    text_other: '{{count}} changes of yours are not sent yet.',
    download: 'Download',
  },
  slow: {
    text: 'Opening takes longer than usual. Nothing is lost: reload the page to try again.',
    reload: 'Reload',
  },
  ended: {
    restored:
      'This workspace was restored on the server, and the copy on this device could not be replaced by itself. Save what matters, then load it again.',
    failed: 'The copy on this device cannot be opened.',
    clear: 'Load again from the server',
    clearTitle: 'Replace the copy on this device?',
    clearText: 'Everything the server has comes back. Changes made here that were never synced are lost.',
  },
};
