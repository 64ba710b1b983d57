import { useMessages } from '@purser/kit/portal/messages';
import { useProblemReader } from '@purser/kit/portal/problems';
import { ErrorState } from '@purser/kit/portal/ui/ErrorState';

/** Nobody can choose another name for what is deleted, so that advice is not given here. */
export function BringBackRefused({ error }: { readonly error: unknown }) {
  const t = useMessages('workspace');
  const { code, requestId } = useProblemReader('workspace')(error);
  const shown = code === 'name_taken' ? { message: t('deleted.nameTaken'), requestId } : error;
  return <ErrorState error={shown} plugin="workspace" />;
}
