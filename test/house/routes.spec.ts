import { Controller, Get, Module } from '@nestjs/common';
import { Public, RecentSignIn, Requires } from '@purser/kit/backend/access';
import { definePlugin } from '@purser/kit/backend/plugin';
import { definePermissions } from '@purser/kit/names';
import { createTestHouse } from '@purser/kit/testing/house';

const { light } = definePermissions('lamp', { light: 'Light lamps' });

@Controller('lamps')
class OpenLamps {
  @Get()
  list() {
    return [];
  }
}

@Public()
@Controller('lamps')
class PublicLamps {
  @Get()
  list() {
    return [];
  }
}

@Controller('lamps')
class ForeignLamps {
  @Requires(light)
  @Get()
  list() {
    return [];
  }
}

@Controller('lamps')
class EmptyLamps {
  @Requires()
  @Get()
  list() {
    return [];
  }
}

@Public()
@Controller('lamps')
class RecentLamps {
  @RecentSignIn()
  @Get()
  list() {
    return [];
  }
}

const lamp = (controller: new () => object, permissions = {}) => {
  @Module({ controllers: [controller] })
  class LampModule {}
  return definePlugin({ name: 'lamp', worksWith: '^1.0.0', module: LampModule, permissions });
};

describe('a route', () => {
  it.each([
    [
      'without an access decorator',
      OpenLamps,
      'The route OpenLamps.list does not say who may call it: add @Requires(permission), @AnyOperator(), @SignedIn() or @Public().',
    ],
    [
      'that requires what no plugin declares',
      ForeignLamps,
      'The route ForeignLamps.list requires "lamp.light", which no plugin declares: list a permission of a plugin’s definition.',
    ],
    [
      'that requires nothing',
      EmptyLamps,
      'The route EmptyLamps.list requires nothing: list a permission of a plugin’s definition.',
    ],
    [
      'that is public and wants a recent sign-in',
      RecentLamps,
      'The route RecentLamps.list is public and wants a recent sign-in: add @SignedIn(), @AnyOperator() or @Requires(permission).',
    ],
  ])('%s stops the boot', async (_, controller, sentence) => {
    await expect(createTestHouse({ plugins: [lamp(controller)()] })).rejects.toThrow(sentence);
  });

  it.each([
    ['whose controller says it', PublicLamps, {}],
    ['whose permission is declared', ForeignLamps, { light }],
  ])('%s does not', async (_, controller, permissions) => {
    const house = await createTestHouse({ plugins: [lamp(controller, permissions)()] });
    await house.close();
  });
});
