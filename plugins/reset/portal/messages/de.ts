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
    token_used: 'Dieser Link wurde schon benutzt, und das Passwort wurde dabei geändert.',
  },
};
