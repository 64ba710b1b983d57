export default {
  email: 'Email address',
  emailMissing: 'Enter a whole address, like mia@example.org.',
  request: {
    title: 'Forgot your password?',
    intro: 'Tell us your address, and we send you a mail to choose a new one.',
    action: 'Send the mail',
    remembered: 'It came back to you?',
    signIn: 'Sign in',
  },
  choose: {
    title: 'Choose a new password',
    sentTitle: 'Look into your inbox',
    sentIntro:
      'If {{email}} has an account here, a mail is on its way. Open its link, or choose a new password right here with its code.',
    codeIntro: 'With the code from the mail we sent you.',
    looking: 'Looking at the link',
    whose: 'For the account {{email}}.',
    label: 'New password',
    notYet: 'The password does not meet the points below yet.',
    effect: 'Every device that is signed in to this account is signed out. What it has not synced stays on it.',
    action: 'Save the password',
    askAgain: 'Ask for a new mail',
    noMail: 'No mail? Look into the spam folder, too, or check the address.',
  },
  over: {
    token_expired: {
      title: 'This link has run out',
      text: 'Links in our mails hold for an hour. Nothing was changed; a new mail is one click away.',
    },
    token_superseded: {
      title: 'There is a newer mail',
      text: 'You asked again since, and only the link of the newest mail works. Nothing was changed: look for it in your inbox.',
    },
    token_used: {
      title: 'This link has done its work',
      text: 'A new password was chosen with it. Sign in with that one. If it was not you who chose it, ask for a new mail now.',
    },
    account_disabled: {
      title: 'This account is suspended',
      text: 'The people who run this service paused it, so its password cannot be changed now. Nothing was deleted; ask them.',
    },
  },
  done: {
    title: 'Your password is new',
    intro: 'All devices are signed out. Sign in with the new password.',
    signIn: 'Sign in',
  },
  problems: {
    weak_password: 'This password is too easy to guess; choose another one.',
    invalid_code: 'This code is wrong, too old, or was tried too often. Check it, or ask for a new one.',
    token_expired: 'This link is no longer valid: it is too old, or a newer mail was sent. Nothing was changed.',
    token_superseded: 'A newer mail was sent since, and only its link works. Nothing was changed.',
    token_used: 'This link was used already, and the password was changed then.',
    account_disabled: 'This account is suspended. Nothing in it was deleted; ask the people who run this service.',
  },
};
