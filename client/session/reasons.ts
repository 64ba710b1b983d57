/**
 * Why a session or a sync connection ended: one catalogue for the sign-in page, the sync status line and the console.
 * The codes are the server's error codes and never change.
 */
export const REASON_LOCALES = ['en', 'de'] as const;
export type ReasonLocale = (typeof REASON_LOCALES)[number];

export interface ReasonWords {
  /** A few words for a banner or a status line. */
  readonly title: string;
  /** What happened, what is safe, what to do. */
  readonly text: string;
}

type Entry = Readonly<Record<ReasonLocale, ReasonWords>>;

const words = (title: string, text: string): ReasonWords => ({ title, text });

function removedEntry(en: string, de: string): Entry {
  return { en: words('Removed from this workspace', en), de: words('Aus diesem Arbeitsbereich entfernt', de) };
}

/** Reasons that end the session in every tab. */
export const signOutReasons = {
  signed_out: {
    en: words('Signed out', 'You signed out on this device.'),
    de: words('Abgemeldet', 'Sie haben sich auf diesem Gerät abgemeldet.'),
  },
  signed_out_elsewhere: {
    en: words(
      'Signed out from another device',
      'This session was ended from another device of yours. Sign in again to go on; if that was not you, change your password.',
    ),
    de: words(
      'Von einem anderen Gerät abgemeldet',
      'Diese Sitzung wurde von einem anderen Ihrer Geräte beendet. Melden Sie sich wieder an; waren Sie das nicht, ändern Sie Ihr Passwort.',
    ),
  },
  ended_by_operator: {
    en: words(
      'Session ended by an operator',
      'The people who run this service ended your session. Your data is safe; sign in again to go on.',
    ),
    de: words(
      'Sitzung vom Betreiber beendet',
      'Die Betreiber dieses Dienstes haben Ihre Sitzung beendet. Ihre Daten sind sicher; melden Sie sich wieder an.',
    ),
  },
  session_idle: {
    en: words(
      'Signed out after a long pause',
      'This session was not used for a while. Sign in again to go on where you were.',
    ),
    de: words(
      'Nach langer Pause abgemeldet',
      'Diese Sitzung wurde eine Weile nicht benutzt. Melden Sie sich wieder an und machen Sie weiter, wo Sie waren.',
    ),
  },
  session_expired: {
    en: words('Session expired', 'A session lasts a limited time. Sign in again to go on where you were.'),
    de: words(
      'Sitzung abgelaufen',
      'Eine Sitzung gilt nur eine begrenzte Zeit. Melden Sie sich wieder an und machen Sie weiter, wo Sie waren.',
    ),
  },
  session_revoked: {
    en: words('Session ended', 'This session is no longer valid. Sign in again to go on.'),
    de: words('Sitzung beendet', 'Diese Sitzung ist nicht mehr gültig. Melden Sie sich wieder an.'),
  },
  session_missing: {
    en: words(
      'This browser no longer knows your session',
      'Its cookies were cleared or blocked. Sign in again to go on.',
    ),
    de: words(
      'Dieser Browser kennt Ihre Sitzung nicht mehr',
      'Seine Cookies wurden gelöscht oder gesperrt. Melden Sie sich wieder an.',
    ),
  },
  refresh_reused: {
    en: words(
      'Session ended for safety',
      'An old key of this session was used again, which can mean that somebody copied it. Sign in again; if this surprises you, change your password.',
    ),
    de: words(
      'Sitzung zur Sicherheit beendet',
      'Ein alter Schlüssel dieser Sitzung wurde erneut benutzt; vielleicht hat ihn jemand kopiert. Melden Sie sich wieder an; überrascht Sie das, ändern Sie Ihr Passwort.',
    ),
  },
  account_disabled: {
    en: words(
      'Account disabled',
      'This account cannot be used at the moment. Its data is kept; ask the people who run this service.',
    ),
    de: words(
      'Konto gesperrt',
      'Dieses Konto kann zurzeit nicht benutzt werden. Seine Daten bleiben erhalten; fragen Sie die Betreiber.',
    ),
  },
  password_changed: {
    en: words(
      'Password changed',
      'The password of this account was changed, which ends its other sessions. Sign in with the new one.',
    ),
    de: words(
      'Passwort geändert',
      'Das Passwort dieses Kontos wurde geändert, das beendet die übrigen Sitzungen. Melden Sie sich mit dem neuen an.',
    ),
  },
  account_deleted: {
    en: words(
      'Account deleted',
      'This account was deleted, and every device is signed out. What is on this device stays until you remove it.',
    ),
    de: words(
      'Konto gelöscht',
      'Dieses Konto wurde gelöscht, und jedes Gerät ist abgemeldet. Was auf diesem Gerät liegt, bleibt, bis Sie es entfernen.',
    ),
  },
  account_disputed: {
    en: words(
      'Session ended to protect the account',
      'Somebody who reads the mail of this account said that a sign-in or a change was not theirs. Choose a new password to go on; your changes are kept on this device.',
    ),
    de: words(
      'Sitzung zum Schutz des Kontos beendet',
      'Wer die E-Mails dieses Kontos liest, hat eine Anmeldung oder Änderung als fremd gemeldet. Wählen Sie ein neues Passwort; Ihre Änderungen bleiben auf diesem Gerät.',
    ),
  },
  email_unconfirmed: {
    en: words('Address not confirmed', 'Open the link in the mail we sent you, then sign in.'),
    de: words('Adresse nicht bestätigt', 'Öffnen Sie den Link in unserer E-Mail und melden Sie sich dann an.'),
  },
  restored: {
    en: words('The service was restored', 'The server was restored from a backup, so everyone signs in once more.'),
    de: words(
      'Der Dienst wurde wiederhergestellt',
      'Der Server wurde aus einer Sicherung wiederhergestellt; darum meldet sich jeder einmal neu an.',
    ),
  },
} as const satisfies Record<string, Entry>;

/** Reasons that stop or hold up the sync of a workspace while the session lives. */
export const syncReasons = {
  removed: removedEntry(
    'You are no longer a member. What was not sent is kept on this device.',
    'Sie sind kein Mitglied mehr. Was nicht gesendet wurde, bleibt auf diesem Gerät.',
  ),
  not_a_member: removedEntry(
    'You are not a member. What was not sent is kept on this device.',
    'Sie sind kein Mitglied. Was nicht gesendet wurde, bleibt auf diesem Gerät.',
  ),
  workspace_not_found: {
    en: words('Workspace not found', 'This workspace does not exist, or you are not a member of it.'),
    de: words('Arbeitsbereich nicht gefunden', 'Diesen Arbeitsbereich gibt es nicht, oder Sie sind kein Mitglied.'),
  },
  workspace_deleted: {
    en: words('Workspace deleted', 'Somebody deleted this workspace. What was not sent is kept on this device.'),
    de: words(
      'Arbeitsbereich gelöscht',
      'Jemand hat diesen Arbeitsbereich gelöscht. Was nicht gesendet wurde, bleibt auf diesem Gerät.',
    ),
  },
  store_not_found: {
    en: words('Nothing to sync with', 'The store of this workspace is gone. What was not sent is kept on this device.'),
    de: words(
      'Nichts zu synchronisieren',
      'Den Speicher dieses Arbeitsbereichs gibt es nicht mehr. Was nicht gesendet wurde, bleibt auf diesem Gerät.',
    ),
  },
  store_suspended: {
    en: words('Workspace suspended', 'Sync is paused for everyone here. Your changes are kept on this device.'),
    de: words(
      'Arbeitsbereich stillgelegt',
      'Die Synchronisierung ruht hier für alle. Ihre Änderungen bleiben auf diesem Gerät.',
    ),
  },
  store_read_only: {
    en: words(
      'Workspace takes no changes now',
      'It can be read; your changes are kept on this device until it takes them again.',
    ),
    de: words(
      'Arbeitsbereich nimmt nichts an',
      'Er lässt sich lesen; Ihre Änderungen bleiben auf diesem Gerät, bis er wieder annimmt.',
    ),
  },
  store_restored: {
    en: words(
      'Workspace was restored',
      'The workspace went back to an earlier state. Changes of yours that it does not hold were set aside on this device.',
    ),
    de: words(
      'Arbeitsbereich wurde wiederhergestellt',
      'Der Arbeitsbereich steht wieder auf einem früheren Stand. Ihre Änderungen, die er nicht enthält, liegen auf diesem Gerät bereit.',
    ),
  },
  read_only: {
    en: words('Read only', 'Your role here allows reading, not changing.'),
    de: words('Nur lesen', 'Ihre Rolle erlaubt hier Lesen, aber kein Ändern.'),
  },
  event_too_large: {
    en: words(
      'A change is too large',
      'The server does not take one of your changes, so those behind it wait too. They are kept on this device.',
    ),
    de: words(
      'Eine Änderung ist zu groß',
      'Der Server nimmt eine Ihrer Änderungen nicht an, darum warten auch die dahinter. Sie bleiben auf diesem Gerät.',
    ),
  },
  unstorable_event: {
    en: words(
      'A change cannot be stored',
      'The server does not take one of your changes, so those behind it wait too. They are kept on this device.',
    ),
    de: words(
      'Eine Änderung lässt sich nicht speichern',
      'Der Server nimmt eine Ihrer Änderungen nicht an, darum warten auch die dahinter. Sie bleiben auf diesem Gerät.',
    ),
  },
  clock: {
    en: words(
      'The clock of this device is wrong',
      'Times shown here may be wrong too. Sync works; please set the clock.',
    ),
    de: words(
      'Die Uhr dieses Geräts geht falsch',
      'Auch hier gezeigte Zeiten können falsch sein. Die Synchronisierung läuft; bitte stellen Sie die Uhr.',
    ),
  },
} as const satisfies Record<string, Entry>;

export type SignOutReason = keyof typeof signOutReasons;
export type SyncReason = keyof typeof syncReasons;
export type Reason = SignOutReason | SyncReason;

export function isSignOutReason(code: unknown): code is SignOutReason {
  return typeof code === 'string' && Object.hasOwn(signOutReasons, code);
}

export function isSyncReason(code: unknown): code is SyncReason {
  return typeof code === 'string' && Object.hasOwn(syncReasons, code);
}

/** The words for a code; a code this version does not know reads as an ended session. Locales other than German read English. */
export function reasonWords(code: string, locale: string = 'en'): ReasonWords {
  const entry: Entry = isSignOutReason(code)
    ? signOutReasons[code]
    : isSyncReason(code)
      ? syncReasons[code]
      : signOutReasons.session_revoked;
  return entry[locale.toLowerCase().startsWith('de') ? 'de' : 'en'];
}
