import { Component, type ReactNode } from 'react';
import { Crashed } from './pages/Crashed.js';

interface CrashState {
  readonly error: unknown;
}

/** A page that throws leaves the portal standing, and says what to do. Key it by what should heal it. */
export class Crash extends Component<{ readonly children: ReactNode }, CrashState> {
  override state: CrashState = { error: null };

  static getDerivedStateFromError(error: unknown): CrashState {
    return { error };
  }

  override render(): ReactNode {
    return this.state.error ? <Crashed error={this.state.error} /> : this.props.children;
  }
}
