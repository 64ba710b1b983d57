export default {
  nav: 'Aufgaben',
  hint: 'Was zu tun ist, für alle hier, auch offline.',
  title: 'Aufgaben',
  intro: 'Eine Liste für alle in {{workspace}}. Sie funktioniert auch offline.',
  summary_one: '{{done}} von 1 Aufgabe erledigt',
  summary_other: '{{done}} von {{count}} Aufgaben erledigt',
  loading: 'Die Liste wird geöffnet',
  open: 'Zu tun',
  done: 'Erledigt',
  failed: 'Die Liste konnte nicht geöffnet werden',
  add: {
    label: 'Neue Aufgabe',
    button: 'Hinzufügen',
    tooLong: 'Eine Aufgabe hat höchstens {{max}} Zeichen; diese hat {{length}}.',
  },
  empty: { title: 'Noch nichts zu tun', text: 'Was Sie hier hinzufügen, erscheint sofort bei allen in {{workspace}}.' },
  allDone: 'Alles erledigt.',
  task: {
    complete: 'Erledigt: {{title}}',
    rename: '{{title}} umbenennen',
    renameField: 'Neuer Wortlaut',
    more: 'Mehr zu {{title}}',
    menu: { rename: 'Umbenennen', up: 'Nach oben', down: 'Nach unten', remove: 'Löschen…' },
  },
  move: {
    handle: '{{title}} verschieben',
    hint: 'Pfeil nach oben und unten verschieben die Aufgabe; ziehen geht auch.',
    moved: '{{title}} steht jetzt an Stelle {{place}} von {{count}}.',
  },
  remove: {
    title: '„{{title}}“ löschen?',
    text: 'Sie verschwindet bei allen in diesem Arbeitsbereich und lässt sich nicht zurückholen.',
    confirm: 'Löschen',
  },
  readOnly: 'Ihre Rolle in diesem Arbeitsbereich erlaubt nur Lesen. Ein Admin kann das ändern.',
  stopped: 'Ändern ist aus, bis das geklärt ist.',
  memoryOnly:
    'Dieser Browser behält nichts auf dem Gerät (vielleicht ein privates Fenster). Änderungen sind erst sicher, wenn sie synchronisiert sind.',
  setAside: {
    text_one:
      'Dieser Arbeitsbereich wurde auf einen früheren Stand zurückgesetzt. 1 Änderung von Ihnen, die er nicht enthielt, liegt auf diesem Gerät bereit.',
    text_other:
      'Dieser Arbeitsbereich wurde auf einen früheren Stand zurückgesetzt. {{count}} Änderungen von Ihnen, die er nicht enthielt, liegen auf diesem Gerät bereit.',
    closedText_one:
      'Sie waren eine Weile nicht in diesem Arbeitsbereich. 1 nie gesendete Änderung von Ihnen liegt auf diesem Gerät bereit.',
    closedText_other:
      'Sie waren eine Weile nicht in diesem Arbeitsbereich. {{count}} nie gesendete Änderungen von Ihnen liegen auf diesem Gerät bereit.',
    download: 'Herunterladen',
    addAgain: 'Wieder hinzufügen',
    discard: 'Verwerfen',
    discardTitle: 'Das Bereitliegende verwerfen?',
    discardText: 'Diese Änderungen sind dann von diesem Gerät verschwunden, und kein anderes hat sie.',
  },
  leftovers: {
    title: 'Was dieses Gerät noch hat',
    looking: 'Sucht nach Änderungen von Ihnen, die nie gesendet wurden …',
    cleared: 'Alles von Ihnen war gesendet. Die Kopie dieses Arbeitsbereichs wurde von diesem Gerät entfernt.',
    kept_one:
      '1 Änderung von Ihnen wurde nie gesendet. Sie bleibt auf diesem Gerät; der Rest der Kopie wurde entfernt.',
    kept_other:
      '{{count}} Änderungen von Ihnen wurden nie gesendet. Sie bleiben auf diesem Gerät; der Rest der Kopie wurde entfernt.',
    typed: 'Auch was Sie gerade schrieben, ist noch da.',
    download: 'Nicht Gesendetes herunterladen',
    discard: 'Verwerfen',
    discardTitle: 'Nicht Gesendetes verwerfen?',
    discardText: 'Es ist dann von diesem Gerät verschwunden, und kein anderes hat es.',
    failed:
      'Die Kopie auf diesem Gerät ließ sich nicht lesen. Sie ist noch da; laden Sie neu, um es erneut zu versuchen.',
  },
  unsent: {
    text_one: '1 Änderung von Ihnen ist noch nicht gesendet.',
    text_other: '{{count}} Änderungen von Ihnen sind noch nicht gesendet.',
    download: 'Herunterladen',
  },
  slow: {
    text: 'Das Öffnen dauert länger als sonst. Nichts ist verloren: Laden Sie die Seite neu, um es noch einmal zu versuchen.',
    reload: 'Neu laden',
  },
  ended: {
    restored:
      'Dieser Arbeitsbereich wurde auf dem Server zurückgesetzt, und die Kopie auf diesem Gerät ließ sich nicht von selbst ersetzen. Sichern Sie, was wichtig ist, und laden Sie sie dann neu.',
    failed: 'Die Kopie auf diesem Gerät lässt sich nicht öffnen.',
    clear: 'Neu vom Server laden',
    clearTitle: 'Die Kopie auf diesem Gerät ersetzen?',
    clearText:
      'Alles, was der Server hat, kommt zurück. Hier gemachte Änderungen, die nie synchronisiert wurden, gehen verloren.',
  },
};
