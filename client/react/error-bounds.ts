import { Component, type ReactNode } from 'react';

/** What a page throws is the page's affair, and none of the store's. */
class PageError extends Error {}

interface Thrown {
  readonly error: unknown;
}

/** Around the pages on an open store: marks what they throw. */
export class MarkPageError extends Component<{ readonly children?: ReactNode }, { readonly thrown: Thrown | null }> {
  override state: { readonly thrown: Thrown | null } = { thrown: null };

  static getDerivedStateFromError(error: unknown) {
    return { thrown: { error } };
  }

  override render() {
    const { thrown } = this.state;
    if (thrown) throw new PageError('A page on an open store threw', { cause: thrown.error });
    return this.props.children;
  }
}

export interface CatchStoreErrorProps {
  readonly onCatch: () => void;
  readonly children?: ReactNode;
}

/** Around an opening store: catches its failure, and hands on what a page threw. */
export class CatchStoreError extends Component<CatchStoreErrorProps, { readonly thrown: Thrown | null }> {
  override state: { readonly thrown: Thrown | null } = { thrown: null };

  static getDerivedStateFromError(error: unknown) {
    return { thrown: { error } };
  }

  override componentDidCatch(error: unknown) {
    if (!(error instanceof PageError)) this.props.onCatch();
  }

  override render() {
    const { thrown } = this.state;
    if (!thrown) return this.props.children;
    if (thrown.error instanceof PageError) throw thrown.error.cause;
    return null;
  }
}
