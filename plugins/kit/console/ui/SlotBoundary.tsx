import { Alert } from '@mui/material';
import { Component, type ReactNode } from 'react';

/** A plugin's piece that throws shows a warning in its own slot; the page around it lives on. */
export class SlotBoundary extends Component<{ name: string; children: ReactNode }, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override render() {
    if (!this.state.failed) return this.props.children;
    return (
      <Alert severity="warning">“{this.props.name}” could not be shown. The rest of the page is not affected.</Alert>
    );
  }
}
