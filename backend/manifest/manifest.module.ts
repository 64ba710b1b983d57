import { Module } from '@nestjs/common';
import { ManifestController } from './manifest.controller.js';
import { PluginList } from './plugin-list.js';
import { PluginsController } from './plugins.controller.js';

@Module({ controllers: [ManifestController, PluginsController], providers: [PluginList] })
export class ManifestModule {}
