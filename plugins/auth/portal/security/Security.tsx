import { useMessages } from '@purser/kit/portal/messages';
import { PageHeading } from '@purser/kit/portal/ui/PageHeading';
import { AddressSection } from '../address/AddressSection.js';
import { PasswordChange } from './PasswordChange.js';
import { Sessions } from './Sessions.js';

export default function Security() {
  const t = useMessages('auth');
  return (
    <>
      <PageHeading title={t('security.title')} intro={t('security.intro')} />
      <Sessions />
      <AddressSection />
      <PasswordChange />
    </>
  );
}
