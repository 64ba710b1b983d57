import type { PortalPage, WorkspaceGate } from '@purser/kit/portal/plugin';
import { type ComponentType, lazy } from 'react';

const pages = new WeakMap<PortalPage['load'], ComponentType>();
const gates = new WeakMap<() => Promise<{ default: WorkspaceGate }>, WorkspaceGate>();

/** The page's component: the same one each time, so that React keeps its state. */
export function lazyPage({ load }: Pick<PortalPage, 'load'>): ComponentType {
  const made = pages.get(load) ?? lazy(load);
  pages.set(load, made);
  return made;
}

export function lazyGate(load: () => Promise<{ default: WorkspaceGate }>): WorkspaceGate {
  const made = gates.get(load) ?? lazy(load);
  gates.set(load, made);
  return made;
}
