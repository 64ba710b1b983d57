export default {
  nav: 'Exporte',
  hint: 'Alles aus diesem Arbeitsbereich als Datei mitnehmen.',
  title: 'Exporte',
  intro:
    'Ein Export ist eine Datei mit diesem Arbeitsbereich, seinen Mitgliedern und jeder Änderung darin. Das dauert einen Moment; Sie bekommen eine E-Mail, wenn er fertig ist, und er bleibt eine Woche liegen.',
  ask: 'Diesen Arbeitsbereich exportieren',
  asked: 'Der Export hat begonnen. Sie bekommen eine E-Mail, wenn er fertig ist; diese Seite folgt von selbst.',
  none: 'Noch niemand hat diesen Arbeitsbereich exportiert.',
  failedToLoad: 'Die Exporte konnten nicht geladen werden',
  download: 'Herunterladen',
  downloadOf: 'Den Export von {{time}} herunterladen',
  expires: 'bis {{time}}',
  states: {
    queued: 'wartet',
    running: 'wird erstellt',
    uploaded: 'fertig',
    verified: 'fertig',
    failed: 'fehlgeschlagen; bitte erneut anfordern',
    corrupt: 'beschädigt; bitte erneut anfordern',
    cancelled: 'abgebrochen',
    expired: 'gelöscht, wie angekündigt',
  },
  problems: {
    backup_not_found: 'Diesen Export gibt es nicht mehr. Bitte fordern Sie einen neuen an.',
    backup_not_finished: 'Dieser Export ist noch nicht fertig; diese Seite folgt von selbst.',
  },
};
