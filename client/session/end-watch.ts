/** Hears the server-sent end of the session in one tab for all, because browsers allow few open streams to one server. */
import { listenForEnd } from './end-stream.js';
import type { SignOutReason } from './reasons.js';
import type { Tabs } from './tabs.js';

export interface EndWatchParts {
  readonly tabs: Tabs;
  readonly open: (signal: AbortSignal) => Promise<Response>;
  readonly onEnd: (reason: SignOutReason) => void;
  readonly random: () => number;
}

export class EndWatch {
  private current: { readonly sessionId: string; readonly stop: AbortController } | null = null;

  constructor(private readonly parts: EndWatchParts) {}

  follow(sessionId: string): void {
    if (this.current?.sessionId === sessionId) return;
    this.stop();
    const stop = new AbortController();
    this.current = { sessionId, stop };
    const { tabs, open, random } = this.parts;
    const onEnd = (reason: SignOutReason) => {
      if (!stop.signal.aborted) this.parts.onEnd(reason);
    };
    void tabs.asLeader('events', (signal) => listenForEnd({ open, onEnd, random }, signal), stop.signal);
  }

  stop(): void {
    this.current?.stop.abort();
    this.current = null;
  }
}
