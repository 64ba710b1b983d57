import { Injectable, Param, type PipeTransform } from '@nestjs/common';
import { Refusal } from '@purser/kit/backend/errors';
import { workspaceProblems } from '../../names.js';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

@Injectable()
class KnownForm implements PipeTransform<string, string> {
  transform(id: string): string {
    if (!UUID.test(id)) throw new Refusal(workspaceProblems.notFound);
    return id.toLowerCase();
  }
}

/** The `:id` of a workspace's route; what has not the form of one is answered like an unknown one: 404. */
export const WorkspaceId = () => Param('id', KnownForm);
