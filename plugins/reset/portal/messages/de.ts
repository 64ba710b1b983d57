export default {
  email: 'E-Mail-Adresse',
  emailMissing: 'Geben Sie eine ganze Adresse ein, etwa mia@example.org.',
  request: {
    title: 'Passwort vergessen?',
    intro: 'Nennen Sie uns Ihre Adresse; wir senden Ihnen eine E-Mail, mit der Sie ein neues wählen.',
    action: 'E-Mail senden',
    remembered: 'Wieder eingefallen?',
    signIn: 'Anmelden',
  },
  choose: {
    title: 'Neues Passwort wählen',
    sentTitle: 'Sehen Sie in Ihr Postfach',
    sentIntro:
      'Hat {{email}} hier ein Konto, ist eine E-Mail unterwegs. Öffnen Sie ihren Link, oder wählen Sie gleich hier mit ihrem Code ein neues Passwort.',
    codeIntro: 'Mit dem Code aus unserer E-Mail.',
    looking: 'Der Link wird geprüft',
    whose: 'Für das Konto {{email}}.',
    label: 'Neues Passwort',
    notYet: 'Das Passwort erfüllt die Punkte darunter noch nicht.',
    effect:
      'Jedes Gerät, das an diesem Konto angemeldet ist, wird abgemeldet. Was es nicht abgeglichen hat, bleibt darauf.',
    action: 'Passwort speichern',
    askAgain: 'Neue E-Mail anfordern',
    noMail: 'Keine E-Mail? Sehen Sie auch im Spam-Ordner nach, oder prüfen Sie die Adresse.',
  },
  over: {
    token_expired: {
      title: 'Dieser Link ist abgelaufen',
      text: 'Links in unseren E-Mails gelten eine Stunde. Nichts wurde geändert; eine neue E-Mail ist einen Klick entfernt.',
    },
    token_superseded: {
      title: 'Es gibt eine neuere E-Mail',
      text: 'Sie haben inzwischen noch einmal gefragt, und nur der Link der neuesten E-Mail gilt. Nichts wurde geändert: Suchen Sie sie in Ihrem Postfach.',
    },
    token_used: {
      title: 'Dieser Link hat seinen Dienst getan',
      text: 'Mit ihm wurde ein neues Passwort gewählt. Melden Sie sich damit an. Waren nicht Sie das, fordern Sie jetzt eine neue E-Mail an.',
    },
    account_disabled: {
      title: 'Dieses Konto ist gesperrt',
      text: 'Die Betreiber dieses Dienstes haben es angehalten; sein Passwort lässt sich jetzt nicht ändern. Nichts wurde gelöscht; fragen Sie sie.',
    },
  },
  done: {
    title: 'Ihr Passwort ist neu',
    intro: 'Alle Geräte sind abgemeldet. Melden Sie sich mit dem neuen Passwort an.',
    signIn: 'Anmelden',
  },
  problems: {
    weak_password: 'Dieses Passwort ist zu leicht zu erraten; wählen Sie ein anderes.',
    invalid_code:
      'Dieser Code ist falsch, zu alt oder wurde zu oft versucht. Prüfen Sie ihn, oder fordern Sie einen neuen an.',
    token_expired:
      'Dieser Link gilt nicht mehr: Er ist zu alt, oder es gibt eine neuere E-Mail. Nichts wurde geändert.',
    token_superseded: 'Inzwischen gibt es eine neuere E-Mail, und nur ihr Link gilt. Nichts wurde geändert.',
    token_used: 'Dieser Link wurde schon benutzt, und das Passwort wurde dabei geändert.',
    account_disabled:
      'Dieses Konto ist gesperrt. Nichts darin wurde gelöscht; fragen Sie die Betreiber dieses Dienstes.',
  },
};
