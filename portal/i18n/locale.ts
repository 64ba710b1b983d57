import type { PortalLocale } from '@purser/kit/portal/portal';

const STORED = 'purser:locale';

/** Chosen on this device, else the first of the browser's languages that we speak, else English. */
export function firstLocale(): PortalLocale {
  const wanted = [stored(), ...navigator.languages].map((tag) => tag?.slice(0, 2).toLowerCase());
  return wanted.find(isLocale) ?? 'en';
}

export function storeLocale(locale: PortalLocale): void {
  try {
    localStorage.setItem(STORED, locale);
  } catch {
    // Blocked storage: the choice holds until the page is closed.
  }
}

export function isLocale(tag: unknown): tag is PortalLocale {
  return tag === 'en' || tag === 'de';
}

function stored(): string | null {
  try {
    return localStorage.getItem(STORED);
  } catch {
    return null;
  }
}
