import Skeleton from '@mui/material/Skeleton';
import type { SettingsPart } from '@purser/kit/portal/plugin';
import type { PortalSettings } from '@purser/kit/portal/portal';
import { type ComponentType, lazy, Suspense } from 'react';
import { Crash } from '../Crash.js';
import { plugins } from '../plugins.js';

const parts = new WeakMap<SettingsPart['load'], ComponentType>();

/** What the plugins that are on add to a workspace's settings for somebody of this role. */
export function settingsOf(on: readonly string[], role: string): PortalSettings[] {
  return plugins.flatMap(({ name, settings }) =>
    settings && on.includes(name) && (settings.roles?.includes(role) ?? true)
      ? [{ plugin: name, Part: partOf(settings) }]
      : [],
  );
}

/** The same one each time, so that React keeps its state. One that throws leaves the rest of the settings standing. */
function partOf({ load }: SettingsPart): ComponentType {
  const made = parts.get(load) ?? apart(lazy(load));
  parts.set(load, made);
  return made;
}

function apart(Part: ComponentType): ComponentType {
  return function ApartFromTheRest() {
    return (
      <Crash>
        <Suspense fallback={<Skeleton variant="rounded" height={150} sx={{ borderRadius: 1.5, mb: 3 }} />}>
          <Part />
        </Suspense>
      </Crash>
    );
  };
}
