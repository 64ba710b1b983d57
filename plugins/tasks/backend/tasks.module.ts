import { Module } from '@nestjs/common';

/** Empty: the tasks live in the workspace's store, and the sync plugin serves that. */
@Module({})
export class TasksModule {}
