import { useMessages } from '@purser/kit/portal/messages';
import { PageHeading } from '@purser/kit/portal/ui/PageHeading';
import { SignInButton } from './LookedUp.js';

/** The page of a link, opened without one: typed by hand, or loaded anew after the token was taken out of the address. */
export function LinkMissing({ title }: { readonly title: string }) {
  const t = useMessages('auth');
  return (
    <>
      <PageHeading title={title} intro={t('links.missing')} />
      <SignInButton />
    </>
  );
}
