/** A route without an access decorator stops the boot, so nobody can forget one. */
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { PATH_METADATA } from '@nestjs/common/constants.js';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import { ACCESS_RULE, type AccessRule, RECENT_SIGN_IN } from '@purser/kit/backend/access';
import { HOUSE_PLUGINS, type HousePlugins } from '@purser/kit/backend/house';
import type { Permission } from '@purser/kit/names';

@Injectable()
export class DecoratedRoutes implements OnModuleInit {
  private readonly granted: ReadonlySet<string>;

  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
    private readonly reflector: Reflector,
    @Inject(HOUSE_PLUGINS) plugins: HousePlugins,
  ) {
    const permissions = plugins.flatMap((plugin) => Object.values<Permission>(plugin.permissions ?? {}));
    this.granted = new Set(permissions.map((permission) => permission.name));
  }

  onModuleInit(): void {
    for (const { metatype } of this.discovery.getControllers()) {
      if (typeof metatype !== 'function') continue;
      for (const method of this.scanner.getAllMethodNames(metatype.prototype)) {
        const handler: unknown = metatype.prototype[method];
        if (typeof handler !== 'function' || Reflect.getMetadata(PATH_METADATA, handler) === undefined) continue;
        const rule = this.reflector.getAllAndOverride<AccessRule | undefined>(ACCESS_RULE, [handler, metatype]);
        this.check(`${metatype.name}.${method}`, rule);
        const recent = this.reflector.getAllAndOverride<number | undefined>(RECENT_SIGN_IN, [handler, metatype]);
        if (recent !== undefined && rule?.kind === 'public') {
          throw new Error(
            `The route ${metatype.name}.${method} is public and wants a recent sign-in: add @SignedIn(), @AnyOperator() or @Requires(permission).`,
          );
        }
      }
    }
  }

  private check(route: string, rule: AccessRule | undefined): void {
    if (!rule) {
      throw new Error(
        `The route ${route} does not say who may call it: add @Requires(permission), @AnyOperator(), @SignedIn() or @Public().`,
      );
    }
    if (rule.kind !== 'requires') return;
    const unknown = rule.permissions.find((permission) => !this.granted.has(permission.name));
    if (unknown || rule.permissions.length === 0) {
      throw new Error(
        `The route ${route} requires ${unknown ? `"${unknown.name}", which no plugin declares` : 'nothing'}: ` +
          'list a permission of a plugin’s definition.',
      );
    }
  }
}
