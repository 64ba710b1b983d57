import { defineMail } from '@purser/kit/backend/mail';
import { z } from 'zod';

/** To the owner of an address that another account wants to change to; the one who tried learns nothing (SECURITY 19). */
export const addressWanted = defineMail({
  name: 'auth.address-wanted',
  data: z.object({ product: z.string(), name: z.string(), link: z.url() }),
  secrets: [],
  words: {
    en: {
      subject: 'Your address already has an account with {{product}}',
      preheader: 'Another account, probably yours too, wanted to change to this address.',
      heading: 'This address has an account already',
      paragraphs: [
        'Hello {{name}}, somebody, probably you, wanted to change the address of another account to this one. You have an account with it already; nothing was changed in either.',
      ],
      action: { label: 'Sign in', href: '{{link}}' },
      notes: [
        'An address belongs to one account. To use it for the other one, give this account another address first. If it was not you, do nothing.',
      ],
    },
    de: {
      subject: 'Ihre Adresse hat schon ein Konto bei {{product}}',
      preheader: 'Ein anderes Konto, wohl auch Ihres, wollte zu dieser Adresse wechseln.',
      heading: 'Diese Adresse hat schon ein Konto',
      paragraphs: [
        'Guten Tag {{name}}, jemand, wahrscheinlich Sie, wollte ein anderes Konto auf diese Adresse umstellen. Sie haben damit schon ein Konto; an beiden wurde nichts geändert.',
      ],
      action: { label: 'Anmelden', href: '{{link}}' },
      notes: [
        'Eine Adresse gehört zu einem Konto. Um sie für das andere zu benutzen, geben Sie zuerst diesem Konto eine andere. Waren Sie das nicht, tun Sie nichts.',
      ],
    },
  },
  sample: { product: 'Purser', name: 'Ada Lovelace', link: 'https://app.example.org/sign-in' },
});
