export default {
  title: '{{workspace}} wird eingerichtet',
  intro: 'Das dauert einige Sekunden. Sie können diese Seite verlassen; es geht ohne Sie weiter.',
  progress: 'Einrichtung des Arbeitsbereichs',
  stepsDone: '{{done}} von {{all}} Schritten erledigt',
  next: 'Nach dem letzten Schritt öffnet sich der Arbeitsbereich hier von selbst.',
  attempt: '(Versuch {{attempt}})',
  took: '{{seconds}} s',
  steps: {
    allocate: 'Platz reservieren',
    'create-log': 'Speicher anlegen',
    'issue-access': 'Schlüssel ausgeben',
    'register-route': 'Verbinden',
    probe: 'Eine Änderung hin und zurück senden',
    announce: 'Öffnen',
  },
  states: { waiting: 'wartet', running: 'läuft', done: 'erledigt', failed: 'fehlgeschlagen' },
  retryAt: 'Ein Schritt hat nicht geklappt. Er wird um {{time}} wiederholt, und diese Seite folgt von selbst.',
  failedToAsk: 'Der Zustand dieses Arbeitsbereichs konnte nicht geladen werden',
  offline:
    'Sie sind offline, und dieses Gerät hat diesen Arbeitsbereich noch nicht geöffnet. Er kommt, sobald Sie wieder verbunden sind.',
  failed: {
    title: '{{workspace}} konnte nicht eingerichtet werden',
    intro: 'Nichts von Ihnen ging verloren: Der Arbeitsbereich und seine Mitglieder sind da, nur sein Speicher fehlt.',
    operator: 'Die Betreiber dieses Dienstes müssen den nächsten Versuch starten. Diese Seite folgt von selbst.',
    quote: 'Wenn Sie ihnen schreiben, nennen Sie den Speicher {{id}}.',
  },
  closed: {
    lookAgain: 'Noch einmal nachsehen',
    progress: 'Arbeitsbereich wird geöffnet',
    suspended: {
      title: '{{workspace}} ist stillgelegt',
      intro:
        'Die Betreiber dieses Dienstes haben ihn für alle angehalten. Nichts wurde gelöscht; Ihre Änderungen bleiben auf diesem Gerät.',
      next: 'Sobald sie ihn wieder freigeben, öffnet er sich hier von selbst, und was noch nicht gesendet war, wird gesendet.',
    },
    deleted: {
      title: '{{workspace}} wurde gelöscht',
      intro: 'Niemand kann ihn mehr öffnen. Bis die Frist abläuft, bleibt alles darin, wie es war.',
      next: 'Ein Inhaber kann ihn unter „Ihre Arbeitsbereiche“ zurückholen; dann öffnet er sich hier von selbst.',
    },
    opening: {
      title: '{{workspace}} wird wieder geöffnet',
      intro: 'Er war angehalten und wird geprüft, bevor jemand hineinkommt. Das dauert einige Sekunden.',
      next: 'Der Arbeitsbereich öffnet sich hier von selbst, und was noch nicht gesendet war, wird gesendet.',
    },
    restoring: {
      title: '{{workspace}} wird zurückgeholt',
      intro: 'Alles darin ist, wie es war. Er wird geprüft, bevor jemand hineinkommt; das dauert einige Sekunden.',
      next: 'Der Arbeitsbereich öffnet sich hier von selbst.',
    },
    failed: {
      title: '{{workspace}} konnte nicht wieder geöffnet werden',
      intro: 'Nichts ging verloren: Alles darin ist noch da, ebenso Ihre Änderungen auf diesem Gerät.',
      next: 'Die Betreiber dieses Dienstes müssen den nächsten Versuch starten. Diese Seite folgt von selbst.',
    },
  },
  readOnly: {
    title: '{{workspace}} kann gerade nur gelesen werden',
    text: 'Die Betreiber dieses Dienstes haben Änderungen für alle angehalten. Was Sie jetzt ändern, wartet auf diesem Gerät und wird gesendet, sobald sie es wieder freigeben.',
    fullTitle: '{{workspace}} ist voll und kann gerade nur gelesen werden',
    fullText:
      'Was Sie noch nicht gesendet haben, wartet auf diesem Gerät und wird gesendet, sobald es mehr Platz gibt. Ein Inhaber sieht in den Einstellungen, wie voll er ist und was zu tun ist.',
  },
  usage: {
    title: 'Belegung',
    intro: 'Was dieser Arbeitsbereich von dem enthält, was hineinpasst.',
    failed: 'Die Belegung dieses Arbeitsbereichs konnte nicht geladen werden',
    changes: 'Änderungen',
    data: 'Daten',
    connections: 'Jetzt verbundene Geräte',
    of: '{{used}} von {{quota}}',
    keeps:
      'Jede Änderung wird aufbewahrt, damit alle Geräte zum gleichen Stand kommen; auch, dass etwas gelöscht wurde. Löschen schafft deshalb keinen Platz.',
    nearlyFull: {
      goesOn:
        'Dieser Arbeitsbereich ist fast voll. Alle können weiterarbeiten; ist er voll, öffnet er sich auf neuen Geräten langsamer.',
      stops:
        'Dieser Arbeitsbereich ist fast voll. Alle können weiterarbeiten; ist er voll, kann er nur noch gelesen werden.',
    },
    full: {
      goesOn:
        'Dieser Arbeitsbereich ist voll. Vorerst können alle weiterarbeiten; auf neuen Geräten öffnet er sich langsamer.',
      stops:
        'Dieser Arbeitsbereich ist voll. In wenigen Minuten kann er nur noch gelesen werden; was bis dahin nicht gesendet ist, wartet auf den Geräten, verloren geht nichts.',
      readOnly:
        'Dieser Arbeitsbereich ist voll und kann nur gelesen werden. Was nicht gesendet ist, wartet auf den Geräten, verloren geht nichts.',
    },
    whatToDo:
      'Bitten Sie die Betreiber dieses Dienstes um mehr Platz, oder beginnen Sie für das Nächste einen neuen Arbeitsbereich.',
  },
  audit: {
    'store-ready': 'Speicher bereit',
    'store-failed': 'Speicher konnte nicht vorbereitet werden',
    'store-retried': 'Speicher erneut versucht',
    'store-suspended': 'Speicher stillgelegt',
    'store-resumed': 'Speicher wieder freigegeben',
    'store-reopened': 'Speicher wieder geöffnet',
    'store-purged': 'Speicher endgültig gelöscht',
    'store-healed': 'Fehlender Speicher erneut angefordert',
    'quota-changed': 'Platz des Arbeitsbereichs geändert',
  },
  problems: {
    store_not_found: 'Dieser Arbeitsbereich hat noch keinen Speicher; in einer Minute wird einer angefordert.',
    store_not_ready: 'Der Speicher dieses Arbeitsbereichs ist noch nicht bereit.',
  },
};
