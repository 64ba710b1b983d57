/** Beitreten über die Domain des Postfachs. */
export default {
  join: {
    title: 'Hier können Sie beitreten',
    intro:
      'Wer ein Postfach wie Ihres hat, darf auf Wunsch der Inhaber hinein. Sie werden Mitglied, und die Mitglieder sehen es.',
    open: 'Offen für alle bei {{domain}}.',
    full: 'Jeder Platz ist belegt; fragen Sie einen Inhaber.',
    action: 'Beitreten',
    named: '{{workspace}} beitreten',
  },
  domains: {
    title: 'Beitritt über die Domain',
    intro:
      'Wer ein bestätigtes Postfach bei Ihrer Domain hat, darf ohne Einladung Mitglied werden, solange Plätze frei sind.',
    failed: 'Die Domains konnten nicht geladen werden',
    name: 'Domain',
    hint: 'Eine, deren Postfächer alle Ihre eigenen sind.',
    add: 'Domain hinzufügen',
    proven: 'Nachgewiesen',
    unproven: 'Noch nicht nachgewiesen',
    publish:
      'Veröffentlichen Sie diesen TXT-Eintrag bei Ihrem DNS-Anbieter, um die Domain als Ihre nachzuweisen. Vorher kann niemand darüber beitreten.',
    recordName: 'Name des Eintrags',
    recordValue: 'Wert des Eintrags',
    copy: 'Kopieren',
    copied: 'Kopiert',
    check: 'Eintrag prüfen',
    open: 'Allen bei {{domain}} wird der Beitritt angeboten. Wer aus diesem Arbeitsbereich entfernt wurde, gehört nicht dazu.',
    remove: 'Entfernen',
    removeNamed: '{{domain}} entfernen',
    ask: '{{domain}} entfernen?',
    text: 'Niemand kann mehr darüber beitreten. Wer beigetreten ist, bleibt. Um sie wieder zu verwenden, muss sie neu nachgewiesen werden.',
  },
};
