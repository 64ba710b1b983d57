import type { LeftoversProps, PortalPage, WorkspaceGate } from '@purser/kit/portal/plugin';
import { type ComponentType, lazy } from 'react';

type Load = PortalPage['load'];

const pages = new WeakMap<Load, ComponentType>();
const leftovers = new WeakMap<
  () => Promise<{ default: ComponentType<LeftoversProps> }>,
  ComponentType<LeftoversProps>
>();
const gates = new WeakMap<() => Promise<{ default: WorkspaceGate }>, WorkspaceGate>();

/** The page's component: the same one each time, so that React keeps its state. */
export function lazyPage({ load }: Pick<PortalPage, 'load'>): ComponentType {
  const made = pages.get(load) ?? lazy(load);
  pages.set(load, made);
  return made;
}

/** Loads a page before it is opened, so that it then appears at once, also without a network. Never rejects. */
export async function preloadPage({ load }: Pick<PortalPage, 'load'>): Promise<void> {
  if (pages.has(load)) return;
  const page = await load().catch(() => null);
  if (page && !pages.has(load)) pages.set(load, page.default);
}

export function lazyGate(load: () => Promise<{ default: WorkspaceGate }>): WorkspaceGate {
  const made = gates.get(load) ?? lazy(load);
  gates.set(load, made);
  return made;
}

export function lazyLeftovers(
  load: () => Promise<{ default: ComponentType<LeftoversProps> }>,
): ComponentType<LeftoversProps> {
  const made = leftovers.get(load) ?? lazy(load);
  leftovers.set(load, made);
  return made;
}
